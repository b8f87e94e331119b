import type { Logger } from 'pino'
import { openPorts, startBackground } from '../background.ts'
import type { WebConfig, WorkerConfig } from '../config.ts'
import { MIGRATIONS_DIRECTORY, migrate } from '../platform/db/migrate.ts'
import { recordingPort } from '../platform/mail.ts'
import { startWeb } from '../web.ts'
import { registerOutboxPage } from './outbox-page.ts'
import { seedDemo } from './seed-demo.ts'

type Serve = {
  config: WebConfig & WorkerConfig
  adminUrl: string
  password: string
  log: Logger
  say: (line: string) => void
  onStop: (undo: () => Promise<void> | void) => void
}

/** Brings the database up to date, puts the town into it, and starts web and worker in this process. */
export async function serveDemo(options: Serve): Promise<{ address: string }> {
  const { config, adminUrl, password, log, say, onStop } = options
  const { rolesSecret } = config
  await migrate({ adminUrl, rolesSecret, directory: MIGRATIONS_DIRECTORY, log: (line) => log.info(line) })
  const { isNew } = await seedDemo({ adminUrl, password, now: new Date() })
  if (isNew) say('Made the town: 30 practices, 1,200 people, 18 months of referrals')
  const web = await startWeb({ ...config, isDemo: true }, log, (app, pools) =>
    registerOutboxPage(app, { authSql: pools.auth.sql, isProduction: process.env.NODE_ENV === 'production' }),
  )
  onStop(web.stop)
  const { mail = recordingPort(), text = recordingPort() } = openPorts(config)
  onStop(startBackground(config, log, { mail, text }).stop)
  return web
}
