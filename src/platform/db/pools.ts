import { drizzle } from 'drizzle-orm/postgres-js'
import postgres, { type Sql } from 'postgres'
import type { Db } from '../context.ts'
import { LIST_TYPES } from './list-types.ts'
import { oneLifeSockets } from './one-life-sockets.ts'
import { prepareEach } from './prepare-each.ts'
import { type OpenClient, renewingClient } from './renewing-client.ts'
import { DATABASE_ROLES, type LoginRole, roleUrl } from './roles.ts'

export type Connections = { db: Db; sql: Sql }

export type Pools = {
  /** The connections of one scheme, made on first use; every row they can reach belongs to that scheme. */
  scheme: (schemeId: string) => Promise<Connections>
  /** What commissioners read of one scheme: the views of the schema `report`, and no table. */
  report: (schemeId: string) => Promise<Sql>
  /** Accounts, sessions and the memberships to sign in by. */
  auth: Connections
  end: () => Promise<void>
}

export type PoolOptions = {
  databaseUrl: string
  rolesSecret: string
  /** Connections for raw SQL and for drizzle, for each scheme. */
  perScheme?: { sql: number; db: number }
  /** How many schemes keep open connections at once; the one unused longest gives way. */
  maxSchemes?: number
  /** Told of every statement sent: the seam by which tests count round trips. */
  onQuery?: (query: string, parameters: readonly unknown[]) => void
}

const SESSION_SETTINGS = { statement_timeout: 10_000, lock_timeout: 3_000, idle_in_transaction_session_timeout: 15_000 }

/** Days stay `YYYY-MM-DD`: a Date would move them across midnight. */
const types = {
  ...LIST_TYPES,
  day: { to: 1082, from: [1082], serialize: (day: string) => day, parse: (day: string) => day },
}

/** One client as one role, for raw SQL. It outlives the connections it loses. */
export function connect(
  options: PoolOptions,
  role: LoginRole,
  max: number,
  settings: Record<string, string> = {},
): Sql {
  return renewingClient(
    (onClose) => open(options, { role, max, settings, onClose }),
    (client) => client,
  )
}

/** drizzle changes the parsers of the client it is given, so raw SQL has a client of its own. */
function connectBoth(
  options: PoolOptions,
  role: LoginRole,
  size: { sql: number; db: number },
  settings: Record<string, string> = {},
): Connections {
  return {
    sql: connect(options, role, size.sql, settings),
    db: renewingClient(
      (onClose) => open(options, { role, max: size.db, settings, onClose }),
      (client) => drizzle(prepareEach(client)),
    ),
  }
}

type ClientOptions = { role: LoginRole; max: number; settings: Record<string, string>; onClose: () => void }

/** The only place where a connection is configured. */
function open(options: PoolOptions, { role, max, settings, onClose }: ClientOptions): OpenClient {
  const { onQuery } = options
  const { socket, isSpent, isAlive } = oneLifeSockets(onClose)
  const client = postgres(roleUrl(options.databaseUrl, options.rolesSecret, role), {
    max,
    idle_timeout: 60,
    connect_timeout: 5,
    // postgres.js would wait up to 20 s between tries: a database that is back is used again within a second.
    // Whoever waits for a client that is spent is told at once.
    backoff: (tries) => (isSpent() ? 0 : Math.min(tries * 0.1, 1)),
    ...{ socket }, // an option of postgres.js that its types do not name
    types,
    fetch_types: false,
    // An undefined parameter on a busy connection would end the process.
    transform: { undefined: null },
    onnotice: () => {},
    connection: { application_name: `rother-${role.replace('rother_', '')}`, ...SESSION_SETTINGS, ...settings },
    ...(onQuery === undefined
      ? {}
      : { debug: (_connection: number, query: string, parameters: unknown[]) => onQuery(query, parameters) }),
  }) as unknown as Sql // the custom `day` type narrows postgres.js's own; both speak the same tagged template
  return { client, isAlive }
}

const endBoth = ({ sql, db }: Connections) =>
  Promise.all([sql, db as Db & Pick<Sql, 'end'>].map((client) => client.end({ timeout: 5 })))

/**
 * Opens the pools. A scheme's connections carry `app.scheme_id` as a start-up parameter: row-level security then costs
 * 14% on reads and 3% on writes, where SET LOCAL divides reads by three. Behind PgBouncer or Citus this file changes, no other.
 */
export function openPools(options: PoolOptions): Pools {
  const { perScheme = { sql: 6, db: 4 }, maxSchemes = 20 } = options
  const auth = connectBoth(options, DATABASE_ROLES.auth, { sql: 4, db: 2 })
  const schemes = keepPerScheme(maxSchemes, endBoth, async (schemeId) => {
    const connections = connectBoth(options, DATABASE_ROLES.app, perScheme, { 'app.scheme_id': schemeId })
    await requireScheme(connections.sql, schemeId, () => endBoth(connections))
    return connections
  })
  const reports = keepPerScheme(maxSchemes, endOne, async (schemeId) => {
    const sql = connect(options, DATABASE_ROLES.report, 2, { 'app.scheme_id': schemeId })
    await requireScheme(sql, schemeId, () => endOne(sql))
    return sql
  })
  return {
    scheme: schemes.get,
    report: reports.get,
    auth,
    end: async () => {
      await Promise.all([endBoth(auth), schemes.end(), reports.end()])
    },
  }
}

const endOne = (sql: Sql) => sql.end({ timeout: 5 })

/** A pooler between us and the database may drop the setting, and every query would quietly find nothing. */
async function requireScheme(sql: Sql, schemeId: string, end: () => Promise<unknown>): Promise<void> {
  const [row] = await sql<{ schemeId: string | null }[]>`select current_setting('app.scheme_id', true) as "schemeId"`
  if (row?.schemeId === schemeId) return
  await end()
  throw new Error(
    'A new connection does not carry the setting app.scheme_id: connect directly, not through a transaction pooler',
  )
}

/** Opens once for each scheme, on first use; above the limit the one unused longest gives way. */
function keepPerScheme<Opened>(
  most: number,
  end: (opened: Opened) => Promise<unknown>,
  open: (schemeId: string) => Promise<Opened>,
) {
  const kept = new Map<string, Promise<Opened>>()

  function get(schemeId: string): Promise<Opened> {
    const known = kept.get(schemeId)
    if (known !== undefined) {
      if (kept.size > 1) {
        kept.delete(schemeId)
        kept.set(schemeId, known)
      }
      return known
    }
    const opening = open(schemeId)
    kept.set(schemeId, opening)
    opening.catch(() => kept.delete(schemeId))
    const [oldest] = kept
    if (kept.size > most && oldest !== undefined) {
      kept.delete(oldest[0])
      oldest[1].then(end).catch(() => {})
    }
    return opening
  }

  return { get, end: () => Promise.all([...kept.values()].map((opening) => opening.then(end, () => {}))) }
}
