import { sql } from 'drizzle-orm'
import {
  bigint,
  boolean,
  check,
  index,
  integer,
  pgPolicy,
  pgTable,
  primaryKey,
  text,
  unique,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'
import { ROLES } from '../../platform/context.ts'
import { bytea } from '../../platform/db/bytea.ts'
import { authRole, instant, oneOf, schemeTable, within } from '../../platform/db/scheme-table.ts'
import { organisations } from '../organisations/tables.ts'
import { schemes } from '../schemes/tables.ts'

/** Why a session ended before its time. */
const REVOCATIONS = [
  'signed-out',
  'signed-out-everywhere',
  'account-disabled',
  'refresh-token-reused',
  'password-changed',
  'second-factor-changed',
  'membership-ended',
] as const
export type Revocation = (typeof REVOCATIONS)[number]

/** Why nobody signs in by a membership for now. */
export const DISABLED_BECAUSE = ['by-manager', 'unused'] as const

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
    /** Of what they decided to hear when, the number with it. */
    noticesVersion: integer('notices_version').notNull().default(1),
    createdAt: instant('created_at').notNull(),
    endedAt: instant('ended_at'),
    /** Invites, ends and disables members of their own organisation; a permission beside the role. */
    isManager: boolean('is_manager').notNull().default(false),
    /** When the account last signed in, in whatever scheme: a scheme knows its members, and no accounts. */
    lastSignedInAt: instant('last_signed_in_at'),
    /** Nobody signs in by it for now; it is opened again by whoever may end it. */
    disabledAt: instant('disabled_at'),
    disabledBecause: text('disabled_because', { enum: DISABLED_BECAUSE }),
    /** When its holder was told that it will be disabled because nobody uses it. */
    warnedAt: instant('warned_at'),
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
    oneOf('memberships_disabled_because_check', table.disabledBecause, DISABLED_BECAUSE),
    check('memberships_disabled_check', sql`(disabled_at is null) = (disabled_because is null)`),
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

/** The cookie of a session in a browser, and when it was last used: fifteen minutes without a page end it. Only the SHA-256 is kept. */
export const browserSessions = pgTable(
  'browser_sessions',
  {
    tokenHash: bytea('token_hash').primaryKey(),
    sessionId: uuid('session_id')
      .notNull()
      .references(() => sessions.id, { onDelete: 'cascade' }),
    lastSeenAt: instant('last_seen_at').notNull(),
  },
  (table) => [index('browser_sessions_by_session').on(table.sessionId)],
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

/**
 * Somebody was asked to join an organisation. The link that is mailed names the row; that it was used, taken back or is over
 * stands here, so that it works once.
 */
export const invitations = schemeTable(
  'invitations',
  {
    organisationId: uuid('organisation_id').notNull(),
    role: text({ enum: ROLES }).notNull(),
    email: text().notNull(),
    name: text().notNull(),
    /** Who accepts looks after the members of the organisation: only an administrator asks for it. */
    asManager: boolean('as_manager').notNull().default(false),
    invitedById: uuid('invited_by_id').notNull(),
    invitedAt: instant('invited_at').notNull(),
    expiresAt: instant('expires_at').notNull(),
    acceptedAt: instant('accepted_at'),
    membershipId: uuid('membership_id'),
    revokedAt: instant('revoked_at'),
    revokedById: uuid('revoked_by_id'),
  },
  (table) => [
    // Twice the same is the same invitation again.
    uniqueIndex('invitations_open_key')
      .on(table.schemeId, table.email, table.organisationId, table.role)
      .where(sql`accepted_at is null and revoked_at is null`),
    index('invitations_of_organisation').on(table.schemeId, table.organisationId, table.id),
    oneOf('invitations_role_check', table.role, ROLES),
    check('invitations_email_check', sql`email = lower(email) and length(email) between 3 and 254`),
    check('invitations_name_length', sql`length(name) between 1 and 200`),
    check('invitations_accepted_check', sql`(accepted_at is null) = (membership_id is null)`),
    check('invitations_revoked_check', sql`(revoked_at is null) = (revoked_by_id is null)`),
    check('invitations_one_end', sql`accepted_at is null or revoked_at is null`),
    within(
      'invitations_organisation_fk',
      [table.schemeId, table.organisationId],
      [organisations.schemeId, organisations.id],
    ),
    within('invitations_invited_by_fk', [table.schemeId, table.invitedById], [memberships.schemeId, memberships.id]),
    within('invitations_membership_fk', [table.schemeId, table.membershipId], [memberships.schemeId, memberships.id]),
    within('invitations_revoked_by_fk', [table.schemeId, table.revokedById], [memberships.schemeId, memberships.id]),
    pgPolicy('invitations_auth', { to: authRole, using: sql`true`, withCheck: sql`true` }),
  ],
)

/** Somebody asked for a new password. It is sent from the scheme in which they worked last; the link works once. */
export const passwordResets = schemeTable(
  'password_resets',
  {
    accountId: uuid('account_id').notNull(),
    email: text().notNull(),
    requestedAt: instant('requested_at').notNull(),
    expiresAt: instant('expires_at').notNull(),
    /** Also set on those that were left over when the password changed. */
    usedAt: instant('used_at'),
  },
  (table) => [
    within('password_resets_account_fk', [table.accountId], [accounts.id]),
    index('password_resets_of_account').on(table.accountId),
    pgPolicy('password_resets_auth', { to: authRole, using: sql`true`, withCheck: sql`true` }),
  ],
)

/** The device that shows codes. Its secret is under AES-256-GCM with a key that the database does not have. */
export const secondFactors = pgTable(
  'second_factors',
  {
    accountId: uuid('account_id').primaryKey(),
    sealedSecret: bytea('sealed_secret').notNull(),
    createdAt: instant('created_at').notNull(),
    /** Null until a first code has shown that the device works. */
    confirmedAt: instant('confirmed_at'),
    /** The half minute of the last code that was taken: no code counts twice. */
    lastStep: bigint('last_step', { mode: 'number' }),
    failures: integer().notNull().default(0),
    blockedUntil: instant('blocked_until'),
  },
  (table) => [within('second_factors_account_fk', [table.accountId], [accounts.id])],
)

/** Ten codes for the day on which the device is lost; only keyed hashes of them are kept. */
export const recoveryCodes = pgTable(
  'recovery_codes',
  {
    accountId: uuid('account_id').notNull(),
    codeHash: bytea('code_hash').notNull(),
    usedAt: instant('used_at'),
  },
  (table) => [
    primaryKey({ name: 'recovery_codes_pk', columns: [table.accountId, table.codeHash] }),
    within('recovery_codes_account_fk', [table.accountId], [accounts.id]),
  ],
)
