import { and, eq, isNotNull, isNull, sql } from 'drizzle-orm'
import type { Sql } from 'postgres'
import type { Role, Tx } from '../../../platform/context.ts'
import { organisations } from '../../organisations/tables.ts'
import { accounts, memberships, secondFactors } from '../tables.ts'

/** A membership that is open, as its holder reads it. */
export type Membership = {
  id: string
  role: Role
  organisationId: string
  organisationName: string
  schemeId: string
  schemeName: string
  name: string
}

export type Account = {
  id: string
  name: string
  passwordHash: string
  isDisabled: boolean
  hasSecondFactor: boolean
  /** `usedAt` is when a session for it last began, in seconds; null when none did. */
  memberships: (Membership & { usedAt: number | null })[]
}

/**
 * An account with its open memberships in every scheme, in the order of their names. Unscoped, and on the sign-in role's
 * connections only: before somebody has signed in there is no scheme to keep to.
 */
export async function findAccountUnscoped(
  sql: Sql,
  by: { email: string } | { accountId: string },
): Promise<Account | undefined> {
  const [account] = await sql<Account[]>`
    select accounts.id, accounts.name, password_hash as "passwordHash", accounts.disabled_at is not null as "isDisabled",
      exists (select from second_factors where account_id = accounts.id and confirmed_at is not null) as "hasSecondFactor", coalesce((
      select jsonb_agg(jsonb_build_object(
        'id', memberships.id, 'role', memberships.role, 'name', memberships.name,
        'organisationId', organisations.id, 'organisationName', organisations.name,
        'schemeId', schemes.id, 'schemeName', schemes.name,
        'usedAt', (select extract(epoch from max(sessions.created_at)) from sessions
          where sessions.account_id = accounts.id and sessions.scheme_id = memberships.scheme_id and sessions.membership_id = memberships.id)
      ) order by organisations.name, memberships.role, schemes.name, memberships.id)
      from memberships
      join organisations on organisations.scheme_id = memberships.scheme_id and organisations.id = memberships.organisation_id
      join schemes on schemes.id = memberships.scheme_id
      where memberships.account_id = accounts.id and memberships.ended_at is null and memberships.disabled_at is null
    ), '[]') as memberships
    from accounts where ${'email' in by ? sql`accounts.email = ${by.email}` : sql`accounts.id = ${by.accountId}`}`
  return account
}

export type Me = {
  accountName: string
  schemeName: string
  isPractice: boolean
  /** The sign-in of this session or a later one. */
  lastSignedInAt: Date | null
  hasSecondFactor: boolean
  recoveryCodesLeft: number
  isSecondFactorRequired: boolean
}

export async function findMe(sql: Sql, { accountId, schemeId }: { accountId: string; schemeId: string }): Promise<Me> {
  const [me] = await sql<Me[]>`
    select accounts.name as "accountName", schemes.name as "schemeName", is_practice as "isPractice",
      (select max(last_signed_in_at) from memberships where account_id = accounts.id) as "lastSignedInAt",
      exists (select from second_factors where account_id = accounts.id and confirmed_at is not null) as "hasSecondFactor",
      (select count(*)::int from recovery_codes where account_id = accounts.id and used_at is null) as "recoveryCodesLeft",
      coalesce((select settings ->> 'secondFactor' = 'required' from scheme_settings where scheme_id = schemes.id), false) as "isSecondFactorRequired"
    from accounts, schemes where accounts.id = ${accountId} and schemes.id = ${schemeId}`
  if (me === undefined) throw new Error('Somebody is signed in without an account or a scheme')
  return me
}

/** The kinds of an organisation of any scheme: the command line names both, and nobody is signed in. */
export async function findOrganisationKindsUnscoped(tx: Tx, place: { schemeId: string; organisationId: string }) {
  const [row] = await tx
    .select({ kinds: organisations.kinds })
    .from(organisations)
    .where(and(eq(organisations.schemeId, place.schemeId), eq(organisations.id, place.organisationId)))
  return row?.kinds
}

/** `undefined` when somebody has the address already. */
export async function insertAccount(
  tx: Tx,
  account: typeof accounts.$inferInsert,
): Promise<{ id: string } | undefined> {
  const [row] = await tx
    .insert(accounts)
    .values(account)
    .onConflictDoNothing({ target: accounts.email })
    .returning({ id: accounts.id })
  return row
}

export async function findAccountId(tx: Tx, email: string): Promise<string | undefined> {
  const [row] = await tx.select({ id: accounts.id }).from(accounts).where(eq(accounts.email, email))
  return row?.id
}

/** Opens a membership, or opens one again that had ended; `undefined` when it is open already. */
export async function openMembership(
  tx: Tx,
  membership: typeof memberships.$inferInsert,
): Promise<{ id: string } | undefined> {
  const [row] = await tx
    .insert(memberships)
    .values(membership)
    .onConflictDoUpdate({
      target: [memberships.schemeId, memberships.accountId, memberships.organisationId, memberships.role],
      set: { endedAt: null, name: membership.name },
      setWhere: isNotNull(memberships.endedAt),
    })
    .returning({ id: memberships.id })
  return row
}

/** `undefined` when nobody has the address. */
export async function saveDisabled(tx: Tx, email: string, disabledAt: Date | null): Promise<string | undefined> {
  const [row] = await tx
    .update(accounts)
    .set({ disabledAt })
    .where(eq(accounts.email, email))
    .returning({ id: accounts.id })
  return row?.id
}

/** Where it must be recorded that something happened to an account: every scheme in which it has an open membership. */
export async function listSchemesOf(tx: Tx, accountId: string): Promise<string[]> {
  const rows = await tx
    .selectDistinct({ schemeId: memberships.schemeId })
    .from(memberships)
    .where(and(eq(memberships.accountId, accountId), isNull(memberships.endedAt)))
  return rows.map((row) => row.schemeId)
}

/** The membership of somebody who accepted an invitation: new, or open again; a leaver who comes back is no manager. */
export async function joinOrganisation(tx: Tx, membership: typeof memberships.$inferInsert): Promise<{ id: string }> {
  const [row] = await tx
    .insert(memberships)
    .values(membership)
    .onConflictDoUpdate({
      target: [memberships.schemeId, memberships.accountId, memberships.organisationId, memberships.role],
      set: {
        endedAt: null,
        disabledAt: null,
        disabledBecause: null,
        warnedAt: null,
        isManager: sql`excluded.is_manager or (${memberships.isManager} and ${memberships.endedAt} is null)`,
      },
    })
    .returning({ id: memberships.id })
  if (row === undefined) throw new Error('An upsert returned no row')
  return row
}

/** When the account's membership of this kind was last ended or disabled: what was sent before that opens nothing. */
export async function findLastStop(
  tx: Tx,
  key: { schemeId: string; accountId: string; organisationId: string; role: Role },
): Promise<Date | undefined> {
  const [row] = await tx
    .select({ endedAt: memberships.endedAt, disabledAt: memberships.disabledAt })
    .from(memberships)
    .where(
      and(
        eq(memberships.schemeId, key.schemeId),
        eq(memberships.accountId, key.accountId),
        eq(memberships.organisationId, key.organisationId),
        eq(memberships.role, key.role),
      ),
    )
    .for('update')
  return row?.endedAt ?? row?.disabledAt ?? undefined
}

export async function savePassword(tx: Tx, accountId: string, passwordHash: string): Promise<void> {
  await tx.update(accounts).set({ passwordHash }).where(eq(accounts.id, accountId))
}

/** Whoever had to wait because somebody else knew the password begins afresh with a new one. */
export async function clearCodeBlock(tx: Tx, accountId: string): Promise<void> {
  await tx.update(secondFactors).set({ failures: 0, blockedUntil: null }).where(eq(secondFactors.accountId, accountId))
}

export async function findEmail(sql: Sql, accountId: string): Promise<{ email: string; passwordHash: string }> {
  const [row] = await sql<{ email: string; passwordHash: string }[]>`
    select email, password_hash as "passwordHash" from accounts where id = ${accountId}`
  if (row === undefined) throw new Error('Somebody is signed in without an account')
  return row
}
