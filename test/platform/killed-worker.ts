import { openPools } from '../../src/platform/db/pools.ts'
import { uuidv7 } from '../../src/platform/ids.ts'
import { openWorker } from '../../src/platform/jobs/worker.ts'
import { createLogger } from '../../src/platform/log.ts'
import { letterHandler } from './letter-handler.ts'

/** A process that writes a letter for a job, says so, and does not come to the end of the job: the test kills it. */
const [databaseUrl = '', rolesSecret = '', at = ''] = process.argv.slice(2)
const connection = { databaseUrl, rolesSecret }
const worker = openWorker({
  connection,
  pools: openPools(connection),
  handlers: {
    'write-letter': letterHandler(() => {
      process.stdout.write('written\n')
      return new Promise(() => setInterval(() => {}, 1_000))
    }),
  },
  schedules: [],
  now: () => new Date(at),
  newId: uuidv7,
  log: createLogger('silent'),
})
await worker.runOnce()
