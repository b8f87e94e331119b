import { and, asc, desc, eq, inArray, isNotNull, isNull, lt, sql } from 'drizzle-orm'
import type { Context, SystemContext, Tx } from '../../../platform/context.ts'
import { labelOf, namesakesOfMember } from '../../accounts/public.ts'
import { memberships } from '../../accounts/tables.ts'
import { listRecordIdsUnscoped } from '../../people/public.ts'
import { people } from '../../people/tables.ts'
import type { ReviewState } from '../kinds.ts'
import { recordClosingMembers, recordClosings, recordOpenings } from '../tables.ts'

type ClosingRow = typeof recordClosings.$inferSelect
export type Closing = ClosingRow & { membershipIds: string[] }
export type Opening = typeof recordOpenings.$inferSelect & {
  memberName: string
  memberLabel: string
  organisationId: string
}

/** Locks the person, so that of two who close at once one is told. Unscoped: the officer reads no record. */
export async function lockPersonUnscoped(tx: Tx, personId: string): Promise<boolean> {
  const rows = await tx.select({ id: people.id }).from(people).where(eq(people.id, personId)).for('update')
  return rows.length > 0
}

/** Of a record that the caller may close: its own, or else that of another record of the same human. */
export async function findClosing(tx: Tx, personId: string): Promise<Closing | undefined> {
  const [row] = await tx
    .select()
    .from(recordClosings)
    .where(
      and(inArray(recordClosings.personId, await listRecordIdsUnscoped(tx, personId)), isNull(recordClosings.endedAt)),
    )
    .orderBy(sql`${recordClosings.personId} <> ${personId}`, asc(recordClosings.id))
    .limit(1)
  if (row === undefined) return undefined
  const members = await tx
    .select({ membershipId: recordClosingMembers.membershipId })
    .from(recordClosingMembers)
    .where(eq(recordClosingMembers.closingId, row.id))
    .orderBy(asc(recordClosingMembers.membershipId))
  return { ...row, membershipIds: members.map(({ membershipId }) => membershipId) }
}

export async function endClosings(tx: Tx, { actor, now }: Context, personIds: readonly string[]): Promise<void> {
  await tx
    .update(recordClosings)
    .set({ endedAt: now(), endedById: actor.membershipId })
    .where(and(inArray(recordClosings.personId, [...personIds]), isNull(recordClosings.endedAt)))
}

type NewClosing = Pick<ClosingRow, 'kind' | 'reason' | 'version'> & { membershipIds: readonly string[] }

/** Closes a record, and those that turned out to be the same person. */
export async function insertClosings(
  tx: Tx,
  { schemeId, newId, now, actor }: Context,
  personIds: readonly string[],
  { membershipIds, ...closing }: NewClosing,
): Promise<void> {
  const rows = personIds.map((personId) => ({
    schemeId,
    id: newId(),
    personId,
    ...closing,
    closedAt: now(),
    closedById: actor.membershipId,
  }))
  await tx.insert(recordClosings).values(rows)
  await tx
    .insert(recordClosingMembers)
    .values(
      rows.flatMap(({ id }) =>
        membershipIds.map((membershipId) => ({ schemeId, id: newId(), closingId: id, membershipId })),
      ),
    )
}

export type Worker = Pick<typeof memberships.$inferSelect, 'id' | 'role' | 'organisationId'>

/** Those of these who work now. */
export async function findWorking(tx: Tx, membershipIds: readonly string[]): Promise<Worker[]> {
  return tx
    .select({ id: memberships.id, role: memberships.role, organisationId: memberships.organisationId })
    .from(memberships)
    .where(
      and(inArray(memberships.id, [...membershipIds]), isNull(memberships.endedAt), isNull(memberships.disabledAt)),
    )
}

/** The privacy officer, who is told at once. Of several the first: the others read it on the list of their organisation. */
export async function findOfficer(tx: Tx): Promise<{ organisationId: string; membershipId: string } | undefined> {
  const [row] = await tx
    .select({ organisationId: memberships.organisationId, membershipId: memberships.id })
    .from(memberships)
    .where(and(eq(memberships.role, 'privacy-officer'), isNull(memberships.endedAt), isNull(memberships.disabledAt)))
    .orderBy(asc(memberships.id))
    .limit(1)
  return row
}

export async function insertOpening(
  tx: Tx,
  { schemeId }: SystemContext,
  opening: Pick<
    typeof recordOpenings.$inferSelect,
    'id' | 'personId' | 'membershipId' | 'reason' | 'openedAt' | 'untilAt'
  >,
): Promise<void> {
  await tx.insert(recordOpenings).values({ schemeId, ...opening })
}

export async function findOpeningForUpdate(tx: Tx, openingId: string) {
  const [row] = await tx.select().from(recordOpenings).where(eq(recordOpenings.id, openingId)).for('update')
  return row
}

export async function reviewOpeningRow(
  tx: Tx,
  openingId: string,
  review: Pick<typeof recordOpenings.$inferSelect, 'reviewedAt' | 'reviewedById' | 'outcome' | 'note'>,
): Promise<void> {
  await tx.update(recordOpenings).set(review).where(eq(recordOpenings.id, openingId))
}

/** The officer's list, the newest first. */
export async function listOpeningRows(
  tx: Tx,
  { state, today, before, limit }: { state: ReviewState; today: string; before: string | undefined; limit: number },
): Promise<Opening[]> {
  const rows = await tx
    .select({
      opening: recordOpenings,
      memberName: memberships.name,
      namesakes: namesakesOfMember,
      organisationId: memberships.organisationId,
    })
    .from(recordOpenings)
    .innerJoin(
      memberships,
      and(eq(memberships.schemeId, recordOpenings.schemeId), eq(memberships.id, recordOpenings.membershipId)),
    )
    .where(
      and(
        state === 'reviewed' ? isNotNull(recordOpenings.reviewedAt) : isNull(recordOpenings.reviewedAt),
        state === 'overdue'
          ? sql`${recordOpenings.openedAt} < ${today}::date::timestamp at time zone 'Europe/London'`
          : undefined,
        before === undefined ? undefined : lt(recordOpenings.id, before),
      ),
    )
    .orderBy(desc(recordOpenings.id))
    .limit(limit + 1)
  return rows.map(({ opening, namesakes, memberName, organisationId }) => ({
    ...opening,
    memberName,
    memberLabel: labelOf({ id: opening.membershipId, name: memberName }, namesakes),
    organisationId,
  }))
}

/** What the actor opened, the newest first. */
export async function listOwnOpeningRows(
  tx: Tx,
  { actor }: Context,
  { before, limit }: { before: string | undefined; limit: number },
): Promise<(typeof recordOpenings.$inferSelect)[]> {
  return tx
    .select()
    .from(recordOpenings)
    .where(
      and(
        eq(recordOpenings.membershipId, actor.membershipId),
        before === undefined ? undefined : lt(recordOpenings.id, before),
      ),
    )
    .orderBy(desc(recordOpenings.id))
    .limit(limit + 1)
}
