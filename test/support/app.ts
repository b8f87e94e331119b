import type { FastifyInstance } from 'fastify'
import { buildApp } from '../../src/app.ts'
import { openPools, type Pools } from '../../src/platform/db/pools.ts'
import { uuidv7 } from '../../src/platform/ids.ts'
import { createLogger } from '../../src/platform/log.ts'
import { type Client, createClients } from './client.ts'
import { cloneDatabase, TEST_ROLES_SECRET, type TestLike } from './database.ts'
import { createGiven, type Given } from './given.ts'
import type { Member } from './town.ts'

/** A Monday, and no bank holiday for four weeks. */
export const A_MONDAY = new Date('2026-03-02T09:30:00Z')

export type TestClock = {
  now: () => Date
  /** Moves the clock; everyone signs in again when they next ask something. */
  set: (at: Date | string) => void
  forward: (days: number) => void
}

export type TestApp = {
  app: FastifyInstance
  pools: Pools
  databaseUrl: string
  clock: TestClock
  /** Statements sent since the last `reset`, for counting round trips. */
  queries: { count: () => number; reset: () => void; texts: () => readonly string[] }
  /** What was logged, as JSON lines. */
  logged: () => string
  given: Given
  as: (member: Member) => Client
  /** Somebody without a session. */
  anybody: Client
}

type Options = { sessionsPerMinute?: number; rateLimitPerMinute?: number }

/** The real app on a database of its own, with a small town in it, a clock that tests move, and builders. */
export async function startApp(t: TestLike, options: Options = {}): Promise<TestApp> {
  const { url } = await cloneDatabase(t)
  const queries: string[] = []
  const lines: string[] = []
  const pools = openPools({
    databaseUrl: url,
    rolesSecret: TEST_ROLES_SECRET,
    perScheme: { sql: 4, db: 6 },
    onQuery: (query) => queries.push(query),
  })
  const keep = (line: string) => {
    lines.push(line)
    if (process.env.TEST_LOG !== undefined) process.stderr.write(line)
  }
  let at = A_MONDAY
  const now = () => new Date(at)
  const { app } = await buildApp({
    pools,
    databaseUrl: url,
    rolesSecret: TEST_ROLES_SECRET,
    accessTokenKeys: [{ kid: 'test', secret: 'a signing key that only the tests know of' }],
    refreshTokenSecret: 'a refresh secret that only the tests know of',
    rateLimitPerMinute: options.rateLimitPerMinute ?? 1_000_000,
    sessionsPerMinute: options.sessionsPerMinute ?? 1_000_000,
    trustedProxies: 0,
    now,
    newId: () => uuidv7(),
    log: createLogger('info', { write: keep }),
  })
  const { as, anybody, forgetSessions } = createClients(app)
  t.teardown(async () => {
    await app.close()
    await pools.end()
  })
  const set = (to: Date | string) => {
    at = new Date(to)
    forgetSessions()
  }
  return {
    app,
    pools,
    databaseUrl: url,
    clock: { now, set, forward: (days) => set(new Date(at.getTime() + days * 86_400_000)) },
    queries: { count: () => queries.length, reset: () => queries.splice(0), texts: () => queries },
    logged: () => lines.join(''),
    given: await createGiven({ pools, databaseUrl: url, as, now }),
    as,
    anybody,
  }
}
