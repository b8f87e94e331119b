import { jobHandlers } from '../../src/jobs.ts'
import { connect, openPools } from '../../src/platform/db/pools.ts'
import { DATABASE_ROLES } from '../../src/platform/db/roles.ts'
import { uuidv7 } from '../../src/platform/ids.ts'
import { openWorker } from '../../src/platform/jobs/worker.ts'
import { openLightLinks } from '../../src/platform/light-links.ts'
import { createLogger } from '../../src/platform/log.ts'

/** A worker in a process of its own, which the test kills while it writes an import. */
const [databaseUrl = '', rolesSecret = '', at = ''] = process.argv.slice(2)
const connection = { databaseUrl, rolesSecret }
const secret = 'a secret that only this process knows of'
const worker = openWorker({
  connection,
  pools: openPools(connection),
  handlers: jobHandlers({
    sealer: connect(connection, DATABASE_ROLES.sealer, 1),
    auditSealKey: secret,
    links: openLightLinks(secret),
    publicUrl: 'https://rother.example',
    ports: { mail: undefined, text: undefined },
  }),
  schedules: [],
  now: () => new Date(at),
  newId: uuidv7,
  log: createLogger('silent'),
})
await worker.runOnce()
