import { and, eq, isNotNull, isNull } from 'drizzle-orm'
import type { Sql } from 'postgres'
import type { Role, Tx } from '../../../platform/context.ts'
import { organisations } from '../../organisations/tables.ts'
import { accounts, memberships } from '../tables.ts'

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
    select accounts.id, accounts.name, password_hash as "passwordHash", disabled_at is not null as "isDisabled", coalesce((
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
      where memberships.account_id = accounts.id and memberships.ended_at is null
    ), '[]') as memberships
    from accounts where ${'email' in by ? sql`accounts.email = ${by.email}` : sql`accounts.id = ${by.accountId}`}`
  return account
}

export type Me = { accountName: string; schemeName: string; isPractice: boolean }

export async function findMe(sql: Sql, { accountId, schemeId }: { accountId: string; schemeId: string }): Promise<Me> {
  const [me] = await sql<Me[]>`
    select accounts.name as "accountName", schemes.name as "schemeName", is_practice as "isPractice"
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
