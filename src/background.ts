import type { Logger } from 'pino'
import type { WorkerConfig } from './config.ts'
import { JOB_SCHEDULES, jobHandlers } from './jobs.ts'
import { connect, openPools } from './platform/db/pools.ts'
import { DATABASE_ROLES } from './platform/db/roles.ts'
import { uuidv7 } from './platform/ids.ts'
import { startWorker } from './platform/jobs/worker.ts'
import { openLightLinks } from './platform/light-links.ts'
import { openMail, type Ports } from './platform/mail.ts'
import { openText } from './platform/text.ts'

export type Background = { stop: () => Promise<void> }

/** Starts what happens after a change and on a clock: jobs, schedules, the sealing of the audit. */
export function startBackground(config: WorkerConfig, log: Logger, ports: Ports = openPorts(config)): Background {
  const connection = { databaseUrl: config.databaseUrl, rolesSecret: config.rolesSecret }
  const pools = openPools({ ...connection, perScheme: { sql: 2, db: 4 } })
  const sealer = connect(connection, DATABASE_ROLES.sealer, 1)
  const worker = startWorker({
    connection,
    pools,
    handlers: jobHandlers({
      sealer,
      auditSealKey: config.auditSealKey,
      links: openLightLinks(config.linkSecret),
      publicUrl: config.publicUrl,
      ports,
    }),
    schedules: JOB_SCHEDULES,
    now: () => new Date(),
    newId: () => uuidv7(),
    log,
  })
  return {
    stop: async () => {
      await worker.stop()
      ports.mail?.close()
      await Promise.all([sealer.end({ timeout: 5 }), pools.end()])
    },
  }
}

/** What mail and texts leave by, as the environment says. */
export const openPorts = ({ smtp, texts }: WorkerConfig): Ports => ({
  mail: smtp === undefined ? undefined : openMail(smtp),
  text: texts === undefined ? undefined : openText(texts),
})
