import { and, asc, eq, inArray, isNull, type SQL, sql } from 'drizzle-orm'
import type { Db, Role, Member as SignedIn, Tx } from '../../../platform/context.ts'
import { organisations } from '../../organisations/tables.ts'
import { labelOf, type Namesake } from '../labels.ts'
import { type DISABLED_BECAUSE, memberships } from '../tables.ts'
import { namesakesOfMember } from './namesakes.ts'

/** Somebody who works for the scheme, as a colleague reads it. */
export type Colleague = {
  id: string
  name: string
  /** The name, and what tells them apart from others who have it. */
  label: string
  role: Role
  organisationId: string
  organisationName: string
}

type Filter = { role: Role | undefined; after: string[] | undefined; limit: number }

/** In order of name, one row more than asked for. Colleagues are no secret in a scheme; row-level security keeps the scheme. */
export async function listColleagueRows(db: Db, { role, after, limit }: Filter): Promise<Colleague[]> {
  const [name, id] = after ?? []
  const rows = await db
    .select({
      id: memberships.id,
      name: memberships.name,
      namesakes: namesakesOfMember,
      role: memberships.role,
      organisationId: memberships.organisationId,
      organisationName: organisations.name,
    })
    .from(memberships)
    .innerJoin(
      organisations,
      and(eq(organisations.schemeId, memberships.schemeId), eq(organisations.id, memberships.organisationId)),
    )
    .where(
      and(
        isNull(memberships.endedAt),
        isNull(memberships.disabledAt),
        role === undefined ? undefined : eq(memberships.role, role),
        name !== undefined && id !== undefined
          ? sql`(${memberships.name}, ${memberships.id}) > (${name}, ${id}::uuid)`
          : undefined,
      ),
    )
    .orderBy(asc(memberships.name), asc(memberships.id))
    .limit(limit + 1)
  return rows.map(withLabel)
}

const withLabel = <Row extends { id: string; name: string; namesakes: Namesake[] | null }>({
  namesakes,
  ...row
}: Row) => ({
  ...row,
  label: labelOf(row, namesakes),
})

/** Somebody of the scheme as whoever looks after them reads it. */
export type Member = Colleague &
  Pick<Row, 'isManager' | 'lastSignedInAt' | 'disabledAt' | 'disabledBecause' | 'warnedAt'>
type Row = typeof memberships.$inferSelect

type MemberFilter = {
  organisationId: string | undefined
  unusedSince: Date | undefined
  after: string[] | undefined
  limit: number
}

/** Since when nobody has signed in by an account: its last sign-in, or the day it joined. */
const lastUsed = sql`coalesce(${memberships.lastSignedInAt}, ${memberships.createdAt})`

/** In order of name, one row more than asked for. */
export async function listMemberRows(db: Db | Tx, filter: MemberFilter): Promise<Member[]> {
  const [name, id] = filter.after ?? []
  const conditions: (SQL | undefined)[] = [
    isNull(memberships.endedAt),
    filter.organisationId === undefined ? undefined : eq(memberships.organisationId, filter.organisationId),
    filter.unusedSince === undefined ? undefined : sql`${lastUsed} <= ${filter.unusedSince.toISOString()}::timestamptz`,
    name === undefined || id === undefined
      ? undefined
      : sql`(${memberships.name}, ${memberships.id}) > (${name}, ${id}::uuid)`,
  ]
  const rows = await db
    .select({
      id: memberships.id,
      name: memberships.name,
      namesakes: namesakesOfMember,
      role: memberships.role,
      organisationId: memberships.organisationId,
      organisationName: organisations.name,
      isManager: memberships.isManager,
      lastSignedInAt: memberships.lastSignedInAt,
      disabledAt: memberships.disabledAt,
      disabledBecause: memberships.disabledBecause,
      warnedAt: memberships.warnedAt,
    })
    .from(memberships)
    .innerJoin(
      organisations,
      and(eq(organisations.schemeId, memberships.schemeId), eq(organisations.id, memberships.organisationId)),
    )
    .where(and(...conditions))
    .orderBy(asc(memberships.name), asc(memberships.id))
    .limit(filter.limit + 1)
  return rows.map(withLabel)
}

/** Of those who can sign in, whom nobody has warned yet and who have not signed in since. */
export async function listToWarn(tx: Tx, unusedSince: Date, limit: number): Promise<{ id: string }[]> {
  return tx
    .select({ id: memberships.id })
    .from(memberships)
    .where(and(canSignIn, isNull(memberships.warnedAt), sql`${lastUsed} <= ${unusedSince.toISOString()}::timestamptz`))
    .orderBy(asc(memberships.id))
    .limit(limit)
    .for('no key update', { skipLocked: true })
}

/** Of those who were warned long enough ago, who have not signed in since. */
export async function listToDisable(
  tx: Tx,
  since: { unused: Date; warned: Date },
  limit: number,
): Promise<{ id: string; organisationId: string; role: Role }[]> {
  return tx
    .select({ id: memberships.id, organisationId: memberships.organisationId, role: memberships.role })
    .from(memberships)
    .where(
      and(
        canSignIn,
        sql`${memberships.warnedAt} <= ${since.warned.toISOString()}::timestamptz`,
        sql`${lastUsed} <= ${since.unused.toISOString()}::timestamptz`,
      ),
    )
    .orderBy(asc(memberships.id))
    .limit(limit)
    .for('no key update', { skipLocked: true })
}

const canSignIn = and(isNull(memberships.endedAt), isNull(memberships.disabledAt))

export async function saveWarned(tx: Tx, membershipId: string, at: Date): Promise<void> {
  await tx.update(memberships).set({ warnedAt: at }).where(eq(memberships.id, membershipId))
}

/** Locks it: what is decided about it is decided once. */
export async function findMembershipForUpdate(tx: Tx, membershipId: string): Promise<Row | undefined> {
  const [row] = await tx.select().from(memberships).where(eq(memberships.id, membershipId)).for('update')
  return row
}

/** On the sign-in role's connections, which see every scheme: the caller names theirs. */
export async function findMemberUnscoped(
  tx: Tx,
  { schemeId, membershipId }: { schemeId: string; membershipId: string },
): Promise<Row | undefined> {
  const [row] = await tx
    .select()
    .from(memberships)
    .where(and(eq(memberships.schemeId, schemeId), eq(memberships.id, membershipId)))
  return row
}

/** By which membership of the scheme the holder of an account is written to; on the sign-in role's connections. */
export async function findMembershipToTellUnscoped(
  tx: Tx,
  { schemeId, accountId }: { schemeId: string; accountId: string },
): Promise<string | undefined> {
  const [row] = await tx
    .select({ id: memberships.id })
    .from(memberships)
    .where(and(eq(memberships.schemeId, schemeId), eq(memberships.accountId, accountId), canSignIn))
    .orderBy(asc(memberships.id))
    .limit(1)
  return row?.id
}

/** Whether somebody works for another organisation, or in another scheme, too. */
export async function worksElsewhereUnscoped(
  tx: Tx,
  accountId: string,
  { schemeId, organisationId }: { schemeId: string; organisationId: string },
): Promise<boolean> {
  const [row] = await tx
    .select({ id: memberships.id })
    .from(memberships)
    .where(
      and(
        eq(memberships.accountId, accountId),
        isNull(memberships.endedAt),
        sql`(${memberships.schemeId}, ${memberships.organisationId}) <> (${schemeId}::uuid, ${organisationId}::uuid)`,
      ),
    )
    .limit(1)
  return row !== undefined
}

export async function saveManager(tx: Tx, membershipId: string, isManager: boolean): Promise<void> {
  await tx.update(memberships).set({ isManager }).where(eq(memberships.id, membershipId))
}

/** Ends a membership: from then on its sessions open nothing. */
export async function endMembership(tx: Tx, membershipId: string, at: Date): Promise<void> {
  await tx.update(memberships).set({ endedAt: at, isManager: false }).where(eq(memberships.id, membershipId))
}

export async function saveMembershipDisabled(
  tx: Tx,
  membershipId: string,
  disabled: { at: Date; because: (typeof DISABLED_BECAUSE)[number] } | undefined,
): Promise<void> {
  const set =
    disabled === undefined
      ? { disabledAt: null, disabledBecause: null, warnedAt: null }
      : { disabledAt: disabled.at, disabledBecause: disabled.because }
  await tx.update(memberships).set(set).where(eq(memberships.id, membershipId))
}

/** Administrators who can sign in, besides one; each row is locked, so that the last two cannot both go at once. */
export async function countOtherAdministrators(tx: Tx, membershipId: string): Promise<number> {
  const rows = await tx
    .select({ id: memberships.id })
    .from(memberships)
    .where(and(canSignIn, eq(memberships.role, 'administrator')))
    .orderBy(asc(memberships.id))
    .for('update')
  return rows.filter(({ id }) => id !== membershipId).length
}

/** The membership itself, also when it has ended: old records name it. */
export async function findMembership(db: Db | Tx, membershipId: string) {
  const [row] = await db.select().from(memberships).where(eq(memberships.id, membershipId))
  return row
}

/** Somebody who works here now, as they would be if they asked something themselves: for a job that goes on in their name. */
export async function findWorkingMember(
  db: Db | Tx,
  membershipId: string,
): Promise<Omit<SignedIn, 'sessionId'> | undefined> {
  const [row] = await db
    .select({ member: memberships, organisationName: organisations.name, kinds: organisations.kinds })
    .from(memberships)
    .innerJoin(
      organisations,
      and(eq(organisations.schemeId, memberships.schemeId), eq(organisations.id, memberships.organisationId)),
    )
    .where(and(eq(memberships.id, membershipId), canSignIn))
  if (row === undefined) return undefined
  const { accountId, organisationId, isManager, role, name } = row.member
  const at = { organisationId, organisationName: row.organisationName, isAtPractice: row.kinds.includes('practice') }
  return { accountId, membershipId, ...at, isManager, role, name }
}

/** Which of these addresses belong to somebody who works in this scheme. Of others the database says nothing. */
export async function listMembersByEmail(
  db: Db | Tx,
  emails: readonly string[],
): Promise<{ email: string; membershipId: string; organisationId: string; role: Role }[]> {
  if (emails.length === 0) return []
  return db.execute<{ email: string; membershipId: string; organisationId: string; role: Role }>(sql`
    select email, membership_id as "membershipId", organisation_id as "organisationId", role
    from members_by_email(array(select jsonb_array_elements_text(${JSON.stringify(emails)}::text::jsonb)))`)
}

/** Ends memberships of one organisation: a session for one of them ends with it. */
export async function endMembershipsOf(
  tx: Tx,
  { organisationId, membershipIds, at }: { organisationId: string; membershipIds: readonly string[]; at: Date },
): Promise<void> {
  await tx
    .update(memberships)
    .set({ endedAt: at })
    .where(
      and(
        eq(memberships.organisationId, organisationId),
        inArray(memberships.id, [...membershipIds]),
        isNull(memberships.endedAt),
      ),
    )
}
