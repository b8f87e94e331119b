import { readWebConfig } from './config.ts'
import { createLogger } from './platform/log.ts'
import { run } from './run.ts'
import { startWeb } from './web.ts'

/** `npm start`: the web side. Jobs are done by `npm run worker`. */
const log = createLogger(process.env.LOG_LEVEL ?? 'info')

await run(log, async () => {
  const web = await startWeb(readWebConfig(process.env), log)
  log.info({ address: web.address }, 'Rother is listening')
  return web
})
