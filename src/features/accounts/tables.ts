import { sql } from 'drizzle-orm'
import { check, index, integer, pgPolicy, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core'
import { ROLES } from '../../platform/context.ts'
import { bytea } from '../../platform/db/bytea.ts'
import { authRole, instant, oneOf, schemeTable, within } from '../../platform/db/scheme-table.ts'
import { organisations } from '../organisations/tables.ts'
import { schemes } from '../schemes/tables.ts'

/** Why a session ended before its time. */
const REVOCATIONS = ['signed-out', 'signed-out-everywhere', 'account-disabled', 'refresh-token-reused'] as const
export type Revocation = (typeof REVOCATIONS)[number]

/** Somebody who signs in. Global: the same person may work for several organisations, in several schemes. */
export const accounts = pgTable(
  'accounts',
  {
    id: uuid().primaryKey(),
    /** In lower case: nobody can tell two addresses apart by capitals. */
    email: text().notNull(),
    name: text().notNull(),
    passwordHash: text('password_hash').notNull(),
    disabledAt: instant('disabled_at'),
    createdAt: instant('created_at').notNull(),
  },
  (table) => [
    unique('accounts_email_key').on(table.email),
    check('accounts_email_check', sql`email = lower(email) and length(email) between 3 and 254`),
    check('accounts_name_length', sql`length(name) between 1 and 200`),
  ],
)

/** What an account may do at one organisation. Ended, never deleted, so that old records keep their author. */
export const memberships = schemeTable(
  'memberships',
  {
    accountId: uuid('account_id').notNull(),
    organisationId: uuid('organisation_id').notNull(),
    role: text({ enum: ROLES }).notNull(),
    /** The name that colleagues read. */
    name: text().notNull(),
    /** A mobile number for what cannot wait, in E.164; theirs to give. */
    phone: text(),
    createdAt: instant('created_at').notNull(),
    endedAt: instant('ended_at'),
  },
  (table) => [
    unique('memberships_key').on(table.schemeId, table.accountId, table.organisationId, table.role),
    within('memberships_account_fk', [table.accountId], [accounts.id]),
    within(
      'memberships_organisation_fk',
      [table.schemeId, table.organisationId],
      [organisations.schemeId, organisations.id],
    ),
    oneOf('memberships_role_check', table.role, ROLES),
    check('memberships_name_length', sql`length(name) between 1 and 200`),
    check('memberships_phone_check', sql`phone ~ '^\\+[1-9][0-9]{6,14}$'`),
    index('memberships_by_organisation').on(table.schemeId, table.organisationId),
    index('memberships_by_name').on(table.schemeId, table.name, table.id),
    index('memberships_by_account').on(table.accountId),
    pgPolicy('memberships_auth', { to: authRole, using: sql`true`, withCheck: sql`true` }),
  ],
)

/**
 * From sign-in to sign-out, for one membership. The membership has no foreign key: a global table does not point into a
 * table that is distributed by scheme. Every read joins it instead, and a membership is never deleted.
 */
export const sessions = pgTable(
  'sessions',
  {
    id: uuid().primaryKey(),
    accountId: uuid('account_id').notNull(),
    schemeId: uuid('scheme_id').notNull(),
    membershipId: uuid('membership_id').notNull(),
    createdAt: instant('created_at').notNull(),
    expiresAt: instant('expires_at').notNull(),
    revokedAt: instant('revoked_at'),
    revokedBecause: text('revoked_because', { enum: REVOCATIONS }),
  },
  (table) => [
    within('sessions_account_fk', [table.accountId], [accounts.id]),
    within('sessions_scheme_fk', [table.schemeId], [schemes.id]),
    oneOf('sessions_revoked_because_check', table.revokedBecause, REVOCATIONS),
    check('sessions_revoked_check', sql`(revoked_at is null) = (revoked_because is null)`),
    index('sessions_by_account').on(table.accountId, table.createdAt),
  ],
)

/** Every refresh token of a session, used ones too, so that a stolen one shows. Only the SHA-256 is kept. */
export const refreshTokens = pgTable(
  'refresh_tokens',
  {
    tokenHash: bytea('token_hash').primaryKey(),
    sessionId: uuid('session_id')
      .notNull()
      .references(() => sessions.id, { onDelete: 'cascade' }),
    issuedAt: instant('issued_at').notNull(),
    usedAt: instant('used_at'),
  },
  (table) => [index('refresh_tokens_by_session').on(table.sessionId)],
)

/** Failed sign-ins by hashed key: one for an address, one for an address from a place. It holds nobody's address. */
export const signInFailures = pgTable(
  'sign_in_failures',
  {
    keyHash: bytea('key_hash').primaryKey(),
    failures: integer().notNull(),
    lastFailedAt: instant('last_failed_at').notNull(),
    blockedUntil: instant('blocked_until').notNull(),
    /** Set on a place from which the address has signed in: failures elsewhere then do not hold it back. */
    lastSucceededAt: instant('last_succeeded_at'),
  },
  (table) => [index('sign_in_failures_by_time').on(table.lastFailedAt)],
)
