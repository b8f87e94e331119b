import type { PostgresJsDatabase } from 'drizzle-orm/postgres-js'
import type { Logger } from 'pino'
import type { Sql } from 'postgres'
import type { OnceOnly } from './idempotency.ts'

/** Who somebody is at work. A session is for one membership: one role, at one organisation, in one scheme. */
export const ROLES = [
  'referrer',
  'advisor',
  'team-lead',
  'provider',
  'commissioner',
  'administrator',
  'safeguarding-lead',
  'privacy-officer',
] as const
export type Role = (typeof ROLES)[number]

export type Actor = {
  accountId: string
  sessionId: string
  membershipId: string
  organisationId: string
  organisationName: string
  /** Whether the organisation is a practice: its people are those registered there. */
  isAtPractice: boolean
  /** Whether they look after the members of their own organisation: a permission beside the role. */
  isManager: boolean
  role: Role
  name: string
  /** When they ask: what is theirs for some hours only is theirs until then. */
  askedAt: Date
}

/** Somebody signed in, whenever they ask. */
export type Member = Omit<Actor, 'askedAt'>

/** drizzle, on the connections of one scheme. Reads only: writes ask for a `Tx`. */
export type Db = PostgresJsDatabase
/** A connection inside an open transaction. Write functions ask for this, so they cannot run outside one. */
export type Tx = Parameters<Parameters<Db['transaction']>[0]>[0] & { readonly __inTransaction?: true }

/** What a use-case may reach when nobody is signed in: a job, or the command line. */
export type SystemContext = {
  schemeId: string
  db: Db
  /** postgres.js itself, for hot paths that are one statement. */
  sql: Sql
  now: () => Date
  /** The calendar day in England, `YYYY-MM-DD`. */
  today: () => string
  newId: () => string
  log: Logger
}

/** What every use-case is given. Nothing from the web is in it. */
export type Context = SystemContext & {
  actor: Actor
  /** The report role's connection: aggregates of this scheme, and no way to a person. */
  reportSql: () => Promise<Sql>
  /** Present when the caller sent an Idempotency-Key: the change and its answer are then recorded together. */
  onceOnly?: OnceOnly
}
