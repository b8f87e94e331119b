import type { FastifyInstance } from 'fastify'
import type { Registry } from 'prom-client'
import { buildApp } from '../../src/app.ts'
import { JOB_SCHEDULES, jobHandlers } from '../../src/jobs.ts'
import { SEAL_AUDIT } from '../../src/platform/audit/seal.ts'
import { connect, openPools, type Pools } from '../../src/platform/db/pools.ts'
import { DATABASE_ROLES } from '../../src/platform/db/roles.ts'
import { uuidv7 } from '../../src/platform/ids.ts'
import { openWorker } from '../../src/platform/jobs/worker.ts'
import { openLightLinks } from '../../src/platform/light-links.ts'
import { createLogger } from '../../src/platform/log.ts'
import { type Ports, recordingPort, type ToDeliver } from '../../src/platform/mail.ts'
import { type Client, createClients } from './client.ts'
import { cloneDatabase, TEST_ROLES_SECRET, type TestLike } from './database.ts'
import { createGiven, type Given } from './given.ts'
import type { Member } from './town.ts'

/** Tests make and read light links with it. */
export const TEST_LINK_SECRET = 'a link secret that only the tests know of'

export const TEST_REPORTS_SECRET = 'a secret for reports that only the tests know of'

/** A Monday, and no bank holiday for four weeks. */
export const A_MONDAY = new Date('2026-03-02T09:30:00Z')

export type TestClock = {
  now: () => Date
  /** Moves the clock; everyone signs in again when they next ask something. */
  set: (at: Date | string) => void
  forward: (days: number) => void
}

export type SentQuery = { text: string; parameters: readonly unknown[] }

export type TestApp = {
  app: FastifyInstance
  pools: Pools
  databaseUrl: string
  clock: TestClock
  /** Statements sent since the last `reset`, for counting round trips. */
  queries: { count: () => number; reset: () => void; sent: () => readonly SentQuery[] }
  /** What was logged, as JSON lines. */
  logged: () => string
  /** The registry that `/metrics` prints. */
  metrics: Registry
  /** Does every job that is due by the test's clock, and those that these make. The audit stays unsealed, to be looked at. */
  runJobs: () => Promise<void>
  /** What would have left the building by mail and text. */
  sent: { mail: ToDeliver[]; text: ToDeliver[] }
  given: Given
  as: (member: Member) => Client
  /** Somebody without a session. */
  anybody: Client
}

type Options = { ports?: Ports; sessionsPerMinute?: number; rateLimitPerMinute?: number; maxEventLoopDelayMs?: number }

/** The real app on a database of its own, with a small town in it, a clock that tests move, and builders. */
export async function startApp(t: TestLike, options: Options = {}): Promise<TestApp> {
  const { url } = await cloneDatabase(t)
  const queries: SentQuery[] = []
  const lines: string[] = []
  const pools = openPools({
    databaseUrl: url,
    rolesSecret: TEST_ROLES_SECRET,
    perScheme: { sql: 4, db: 6 },
    onQuery: (text, parameters) => queries.push({ text, parameters }),
  })
  const keep = (line: string) => {
    lines.push(line)
    if (process.env.TEST_LOG !== undefined) process.stderr.write(line)
  }
  let at = A_MONDAY
  const now = () => new Date(at)
  const connection = { databaseUrl: url, rolesSecret: TEST_ROLES_SECRET }
  const newId = () => uuidv7()
  const log = createLogger('info', { write: keep })
  const { app, metrics } = await buildApp({
    ...connection,
    pools,
    accessTokenKeys: [{ kid: 'test', secret: 'a signing key that only the tests know of' }],
    refreshTokenSecret: 'a refresh secret that only the tests know of',
    linkSecret: TEST_LINK_SECRET,
    secondFactorKey: 'a second factor key that only the tests know of',
    publicUrl: 'https://rother.example',
    rateLimitPerMinute: options.rateLimitPerMinute ?? 1_000_000,
    sessionsPerMinute: options.sessionsPerMinute ?? 1_000_000,
    trustedProxies: 0,
    reportsSecret: TEST_REPORTS_SECRET,
    maxEventLoopDelayMs: options.maxEventLoopDelayMs ?? 0,
    now,
    newId,
    log,
  })
  const { as, anybody, forgetSessions } = createClients(app)
  const [mail, text] = [recordingPort(), recordingPort()]
  const sealer = connect(connection, DATABASE_ROLES.sealer, 1)
  const worker = openWorker({
    connection,
    pools,
    handlers: jobHandlers({
      sealer,
      auditSealKey: 'a sealing key that only the tests know of',
      links: openLightLinks(TEST_LINK_SECRET),
      publicUrl: 'https://rother.example',
      ports: options.ports ?? { mail, text },
      feedsFromLoopback: true,
    }),
    schedules: JOB_SCHEDULES.filter(({ name }) => name !== SEAL_AUDIT.name),
    now,
    newId,
    log,
  })
  async function runJobs(): Promise<void> {
    while ((await worker.runOnce()) > 0);
  }
  t.teardown(async () => {
    await app.close()
    await worker.stop()
    await Promise.all([sealer.end(), pools.end()])
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
    queries: { count: () => queries.length, reset: () => queries.splice(0), sent: () => queries },
    logged: () => lines.join(''),
    metrics: metrics.registry,
    runJobs,
    sent: { mail: mail.sent, text: text.sent },
    given: await createGiven({ pools, databaseUrl: url, as, now }),
    as,
    anybody,
  }
}
