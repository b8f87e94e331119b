import { startBackground } from './background.ts'
import { readWorkerConfig } from './config.ts'
import { createLogger } from './platform/log.ts'
import { run } from './run.ts'

/** `npm run worker`: jobs and schedules. Any number may run; each job is taken by one. */
const log = createLogger(process.env.LOG_LEVEL ?? 'info')

await run(log, async () => {
  const background = startBackground(readWorkerConfig(process.env), log)
  log.info('The worker is waiting for jobs')
  return background
})
