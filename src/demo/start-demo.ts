import { createHmac } from 'node:crypto'
import { createServer } from 'node:net'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { destination } from 'pino'
import { readWebConfig, readWorkerConfig, type WebConfig, type WorkerConfig } from '../config.ts'
import { createLogger } from '../platform/log.ts'
import { PlainError } from '../platform/plain-error.ts'
import { claimDataFolder, emptyDataFolder } from './data-folder.ts'
import { openDatabase, resetDatabase } from './database.ts'
import { describeAccounts } from './demo-accounts.ts'
import { keepSecrets, type Secrets } from './secrets.ts'

/** `.data/demo` in the package root, which lies as far above src/demo as above dist/demo. */
const DATA_DIRECTORY = fileURLToPath(new URL('../../.data/demo', import.meta.url))
const HOST = '127.0.0.1'

type Start = {
  env: NodeJS.ProcessEnv
  isReset: boolean
  /** Lines for the person at the screen. */
  say: (line: string) => void
  /** Takes what must be undone at the end; the latest is undone first. */
  onStop: (undo: () => Promise<void> | void) => void
}

/** Database, town, web and worker in one process; comes back when everything runs. */
export async function startDemo({ env, isReset, say, onStop }: Start): Promise<void> {
  if (env.NODE_ENV === 'production')
    throw new PlainError(
      'The demo does not run with NODE_ENV=production: its accounts are known to everybody. Use npm start.',
    )
  const databaseUrl = env.DATABASE_URL === '' ? undefined : env.DATABASE_URL
  const { port } = toConfig(env, MADE_UP, databaseUrl ?? 'postgres://127.0.0.1/rother')

  const folder = await claimDataFolder(resolve(env.DATA_DIR || DATA_DIRECTORY))
  onStop(folder.release)
  await requireFreePort(port)
  if (isReset) {
    await resetDatabase(folder.path, databaseUrl, say)
    await emptyDataFolder(folder)
    say('Everything of the last demo is removed.')
  }
  const secrets = await keepSecrets(folder.path, say)
  const file = destination({ dest: join(folder.path, 'demo.log'), mode: 0o600, sync: true })
  const log = createLogger(env.LOG_LEVEL ?? 'info', file)
  process.on('unhandledRejection', (error) => log.error({ err: error }, 'a promise was left alone'))

  try {
    const database = await openDatabase(folder.path, databaseUrl, say)
    onStop(database.stop)
    const { adminUrl } = database
    const config = toConfig(env, secrets, adminUrl)
    const password = env.DEMO_PASSWORD || secrets.password
    // Read only now: who is refused above need not wait for the whole service to be read.
    const { serveDemo } = await import('./serve-demo.ts')
    const web = await serveDemo({ config, adminUrl, password, log, say, onStop })
    folder.note(web.address)
    for (const line of welcome(web.address, password)) say(line)
  } catch (error) {
    if (!(error instanceof PlainError)) log.fatal({ err: error }, 'could not start')
    throw error
  }
}

const welcome = (address: string, password: string): string[] => [
  '',
  `Rother is running at ${address}`,
  `The API and its pages: ${address}/api/docs`,
  `What would have been sent by mail and text: ${address}/demo/outbox`,
  '',
  'Sign in as one of these:',
  ...describeAccounts(password),
  '',
  'Everybody in it is invented. Ctrl-C stops it and keeps the data; npm run demo -- --reset begins anew.',
]

/** Enough to check what the environment says before anything is made. */
const MADE_UP: Secrets = {
  rolesSecret: 'abcdefghijklmnopqrstuvwxyz012345',
  accessTokenSecret: 'abcdefghijklmnopqrstuvwxyz012345',
  refreshTokenSecret: 'abcdefghijklmnopqrstuvwxyz012345',
  auditSealKey: 'abcdefghijklmnopqrstuvwxyz012345',
  password: '',
}

/** The settings of both sides, as the demo has them: on this machine alone, whatever HOST says. */
function toConfig(env: NodeJS.ProcessEnv, secrets: Secrets, databaseUrl: string): WebConfig & WorkerConfig {
  const settings = {
    PORT: env.PORT || undefined,
    METRICS_PORT: env.METRICS_PORT || '0',
    HOST,
    METRICS_HOST: HOST,
    // One person tries it out, on a machine that may do much else: slow is better than turned away.
    MAX_EVENT_LOOP_DELAY_MS: '10000',
    DATABASE_URL: databaseUrl,
    // Roles belong to a whole server: on one that others use as well, theirs is the secret.
    DATABASE_ROLES_SECRET: env.DATABASE_ROLES_SECRET || secrets.rolesSecret,
    ACCESS_TOKEN_KEYS: `demo:${secrets.accessTokenSecret}`,
    REFRESH_TOKEN_SECRET: secrets.refreshTokenSecret,
    AUDIT_SEAL_KEY: secrets.auditSealKey,
    // Derived, so that a data folder of an earlier version keeps working.
    LINK_SECRET: createHmac('sha256', secrets.refreshTokenSecret).update('light links').digest('base64url'),
    SECOND_FACTOR_KEY: createHmac('sha256', secrets.refreshTokenSecret).update('second factors').digest('base64url'),
    PUBLIC_URL: `http://${HOST}:${env.PORT || 3000}`,
    // Without a server of your own nothing leaves this machine.
    SMTP_URL: env.SMTP_URL || undefined,
    MAIL_FROM: env.MAIL_FROM || undefined,
    TEXT_URL: env.TEXT_URL || undefined,
    TEXT_TOKEN: env.TEXT_TOKEN || undefined,
  }
  return { ...readWebConfig(settings), ...readWorkerConfig(settings) }
}

/** Asked before the town is made, because that takes a while. */
async function requireFreePort(port: number): Promise<void> {
  const probe = createServer()
  const code = await new Promise<unknown>((settle) => {
    probe.once('error', (error) => settle('code' in error ? error.code : error))
    probe.listen(port, HOST, () => settle(undefined))
  })
  await new Promise((settle) => probe.close(settle))
  if (code === 'EADDRINUSE')
    throw new PlainError(`Port ${port} is in use. Stop what uses it, or choose another port: PORT=3001 npm run demo.`)
  if (code === 'EACCES')
    throw new PlainError(`Port ${port} needs more rights than this process has: PORT=3000 npm run demo.`)
}
