import type { FastifyInstance } from 'fastify'
import postgres from 'postgres'
import { buildApp } from '../../src/app.ts'
import { demoEmail } from '../../src/demo/demo-accounts.ts'
import { loadRows } from '../../src/demo/load-town.ts'
import { makeTown } from '../../src/demo/town/town.ts'
import { hashPassword } from '../../src/features/accounts/password-hashes.ts'
import type { Role } from '../../src/platform/context.ts'
import { openPools } from '../../src/platform/db/pools.ts'
import { uuidv7 } from '../../src/platform/ids.ts'
import { createLogger } from '../../src/platform/log.ts'
import { cloneDatabase, TEST_ROLES_SECRET, type TestLike } from './database.ts'

/** A Thursday morning in the demo town. */
const AT = new Date('2026-06-18T09:10:00Z')
export const DEMO_PASSWORD = 'a password that only the tests know of'

export type DemoApp = {
  app: FastifyInstance
  /** Where a real browser finds it. */
  address: string
  logged: () => string
  emailOf: (role: Role) => string
}

/** The whole app on the demo town, listening on this machine, on a Thursday morning. */
export async function startDemoApp(t: TestLike): Promise<DemoApp> {
  const { url } = await cloneDatabase(t)
  const sql = postgres(url, { max: 1, onnotice: () => {} })
  const rows = makeTown({ today: '2026-06-18', passwordHash: await hashPassword(DEMO_PASSWORD) })
  await sql.begin((tx) => loadRows(tx, rows))
  await sql.end()
  const connection = { databaseUrl: url, rolesSecret: TEST_ROLES_SECRET }
  const pools = openPools(connection)
  const lines: string[] = []
  const { app } = await buildApp({
    ...connection,
    pools,
    accessTokenKeys: [{ kid: 'test', secret: 'a signing key that only the tests know of' }],
    refreshTokenSecret: 'a refresh secret that only the tests know of',
    linkSecret: 'a link secret that only the tests know of',
    secondFactorKey: 'a second factor key that only the tests know of',
    publicUrl: 'http://127.0.0.1',
    rateLimitPerMinute: 1_000_000,
    sessionsPerMinute: 1_000_000,
    trustedProxies: 0,
    maxEventLoopDelayMs: 0,
    isDemo: true,
    now: () => new Date(AT),
    newId: () => uuidv7(),
    log: createLogger('warn', { write: (line: string) => void lines.push(line) }),
  })
  const address = await app.listen({ host: '127.0.0.1', port: 0 })
  t.teardown(async () => {
    app.server.closeAllConnections()
    await app.close()
    await pools.end()
  })
  return { app, address, logged: () => lines.join(''), emailOf: (role) => demoEmail(role) }
}
