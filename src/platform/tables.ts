import { sql } from 'drizzle-orm'
import {
  check,
  index,
  integer,
  jsonb,
  pgPolicy,
  pgTable,
  primaryKey,
  smallint,
  text,
  unique,
  uuid,
} from 'drizzle-orm/pg-core'
import { bytea } from './db/bytea.ts'
import { authRole, instant, schemePolicies, schemeTable, sealerRole, workerRole } from './db/scheme-table.ts'

/** What happened to whose record. The application may only add; the sealer moves rows to `audit_log` each minute. */
export const auditTail = schemeTable(
  'audit_tail',
  {
    at: instant('at').notNull(),
    /** Null when the system itself acted. */
    membershipId: uuid('membership_id'),
    action: text().notNull(),
    subjectKind: text('subject_kind').notNull(),
    subjectId: uuid('subject_id'),
    personId: uuid('person_id'),
    /** Ids and codes only. Free text never comes here, so erasing a record leaves the seal whole. */
    detail: jsonb(),
  },
  () => [
    pgPolicy('audit_tail_auth', { to: authRole, for: 'insert', withCheck: sql`true` }),
    pgPolicy('audit_tail_sealer', { to: sealerRole, using: sql`true`, withCheck: sql`true` }),
  ],
)

/** One sealed batch: its rows' hash, chained by HMAC to the seal before it in the same scheme. */
export const auditSeals = pgTable(
  'audit_seals',
  {
    schemeId: uuid('scheme_id').notNull(),
    seal: integer().notNull(),
    sealedAt: instant('sealed_at').notNull(),
    rowCount: integer('row_count').notNull(),
    rowsHash: bytea('rows_hash').notNull(),
    signature: bytea('signature').notNull(),
  },
  (table) => [
    primaryKey({ name: 'audit_seals_pk', columns: [table.schemeId, table.seal] }),
    ...schemePolicies('audit_seals'),
    pgPolicy('audit_seals_sealer', { to: sealerRole, using: sql`true`, withCheck: sql`true` }),
  ],
)

/** Work that must happen after a change, written with the change and done by the worker, at least once. */
export const jobs = schemeTable(
  'jobs',
  {
    name: text().notNull(),
    data: jsonb().notNull().default({}),
    /** Set on scheduled runs: the unique key lets one of many workers create the run. */
    onceKey: text('once_key'),
    createdAt: instant('created_at').notNull().defaultNow(),
    runAt: instant('run_at').notNull().defaultNow(),
    attempt: smallint().notNull().default(0),
    lockedUntil: instant('locked_until'),
    doneAt: instant('done_at'),
    deadAt: instant('dead_at'),
    /** The name and code of the last fault; never its text, which may hold people's data. */
    lastFault: text('last_fault'),
  },
  (table) => [
    unique('jobs_once_key').on(table.schemeId, table.name, table.onceKey),
    index('jobs_waiting').on(table.runAt).where(sql`done_at is null and dead_at is null`),
    // What has to do with signing in writes work for later, and reads none.
    pgPolicy('jobs_auth', { to: authRole, for: 'insert', withCheck: sql`true` }),
    pgPolicy('jobs_worker', { to: workerRole, using: sql`true`, withCheck: sql`true` }),
  ],
)

/** The first answer to a request that carried an Idempotency-Key, kept for three days. */
export const idempotencyKeys = pgTable(
  'idempotency_keys',
  {
    schemeId: uuid('scheme_id').notNull(),
    accountId: uuid('account_id').notNull(),
    key: text().notNull(),
    requestHash: bytea('request_hash').notNull(),
    at: instant('at').notNull(),
    responseStatus: smallint('response_status'),
    response: jsonb(),
  },
  (table) => [
    primaryKey({ name: 'idempotency_keys_pk', columns: [table.schemeId, table.accountId, table.key] }),
    index('idempotency_keys_at').on(table.schemeId, table.at),
    check('idempotency_keys_key_length', sql`length(key) between 1 and 255`),
    ...schemePolicies('idempotency_keys'),
  ],
)
