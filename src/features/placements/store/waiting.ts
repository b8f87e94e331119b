import { and, asc, eq, getTableColumns, gte, inArray, isNull, lt, or, type SQL, sql } from 'drizzle-orm'
import type { Day } from '../../../platform/clock.ts'
import type { Actor, Db, SystemContext, Tx } from '../../../platform/context.ts'
import { databaseFault } from '../../../platform/idempotency.ts'
import { makeWithJob } from '../../../platform/jobs/add-job.ts'
import { Refusal } from '../../../platform/problems.ts'
import { activities } from '../../activities/tables.ts'
import { people } from '../../people/tables.ts'
import { referralVisibleTo } from '../../referrals/public.ts'
import { referrals } from '../../referrals/tables.ts'
import { LIVE_STATUSES } from '../lifecycle.ts'
import { isRight } from '../store.ts'
import { placements, waitingEntries } from '../tables.ts'
import { REST_DAYS_AFTER_PASSING } from '../waiting.ts'

export type WaitingEntry = typeof waitingEntries.$inferSelect
/** An entry with those whose it is, as steps need it. */
export type OwnedEntry = WaitingEntry & { advisorServiceId: string; ownerId: string | null }

const ofItsReferral = and(eq(referrals.schemeId, waitingEntries.schemeId), eq(referrals.id, waitingEntries.referralId))

/** Who waits is the service's to know, of the referrals that they may see; a group is told a number. */
const visibleTo = (actor: Actor): SQL | undefined =>
  and(eq(referrals.advisorServiceId, actor.organisationId), referralVisibleTo(actor))

const ownedColumns = {
  ...getTableColumns(waitingEntries),
  advisorServiceId: referrals.advisorServiceId,
  ownerId: referrals.ownerId,
}

export async function insertEntry(tx: Tx, row: typeof waitingEntries.$inferInsert): Promise<WaitingEntry> {
  try {
    const [entry] = await tx.insert(waitingEntries).values(row).returning()
    if (entry === undefined) throw new Error('An insert returned no row')
    return entry
  } catch (error) {
    if (databaseFault(error)?.constraint_name !== 'waiting_entries_open_key') throw error
    throw new Refusal('already-done', 'The person waits for this activity already')
  }
}

/** Locks the entry, its referral before it, so that an end and an offer at the same moment wait their turn. */
async function lockEntry(tx: Tx, entryId: string, seen: SQL | undefined): Promise<OwnedEntry | undefined> {
  const its = tx.select({ id: waitingEntries.referralId }).from(waitingEntries).where(eq(waitingEntries.id, entryId))
  await tx.select({ id: referrals.id }).from(referrals).where(inArray(referrals.id, its)).for('update')
  const [row] = await tx
    .select(ownedColumns)
    .from(waitingEntries)
    .innerJoin(referrals, ofItsReferral)
    .where(and(seen, eq(waitingEntries.id, entryId)))
    .for('update', { of: waitingEntries })
  return row
}

export const findEntryForUpdate = (tx: Tx, actor: Actor, entryId: string): Promise<OwnedEntry | undefined> =>
  lockEntry(tx, entryId, visibleTo(actor))

/** Unscoped: the system's own, which asks whoever is next. */
export const findEntryForUpdateUnscoped = (tx: Tx, entryId: string): Promise<OwnedEntry | undefined> =>
  lockEntry(tx, entryId, undefined)

/** Unscoped: what ends with a referral whose row the caller holds. In order of activity, as places are given back. */
export async function findOpenEntriesForUpdate(tx: Tx, referralId: string): Promise<WaitingEntry[]> {
  return tx
    .select()
    .from(waitingEntries)
    .where(and(eq(waitingEntries.referralId, referralId), isNull(waitingEntries.endedAt)))
    .orderBy(asc(waitingEntries.activityId), asc(waitingEntries.id))
    .for('update')
}

/** Unscoped: the place in line of a person whose referral the caller holds, whichever of their referrals it stands in. */
export async function findOpenEntryOfForUpdate(
  tx: Tx,
  of: { personId: string; activityId: string },
): Promise<WaitingEntry | undefined> {
  const [row] = await tx
    .select()
    .from(waitingEntries)
    .where(
      and(
        eq(waitingEntries.personId, of.personId),
        eq(waitingEntries.activityId, of.activityId),
        isNull(waitingEntries.endedAt),
      ),
    )
    .for('update')
  return row
}

/** Writes what changed. The caller holds the row's lock. */
export async function updateEntry(tx: Tx, entryId: string, changes: Partial<WaitingEntry>): Promise<WaitingEntry> {
  const [row] = await tx.update(waitingEntries).set(changes).where(eq(waitingEntries.id, entryId)).returning()
  if (row === undefined) throw new Error('A locked entry went under us')
  return row
}

/** Who is in line: waits, and has no place there already. */
const isInLine = sql`${waitingEntries.status} = 'waiting' and not exists (
  select from ${placements} where ${placements.schemeId} = ${waitingEntries.schemeId}
    and ${placements.personId} = ${waitingEntries.personId} and ${placements.activityId} = ${waitingEntries.activityId}
    and ${inArray(placements.status, [...LIVE_STATUSES])} and ${isRight})`

/** Unscoped: who waits for an activity and holds no offer, by nothing but their place in line. */
export async function listLineUnscoped(
  db: Db | Tx,
  activityId: string,
): Promise<Pick<WaitingEntry, 'id' | 'isUrgent' | 'joinedAt' | 'passedOn'>[]> {
  const { id, isUrgent, joinedAt, passedOn } = waitingEntries
  return db
    .select({ id, isUrgent, joinedAt, passedOn })
    .from(waitingEntries)
    .where(and(eq(waitingEntries.activityId, activityId), isInLine))
    .orderBy(asc(joinedAt), asc(id))
}

/** Unscoped: whether somebody in line would be overtaken by an offer to another. Who passed lately is not. */
export async function isAnybodyInLine(tx: Tx, { activityId, today }: { activityId: string; today: Day }) {
  const [row] = await tx
    .select({ id: waitingEntries.id })
    .from(waitingEntries)
    .where(and(eq(waitingEntries.activityId, activityId), isInLine, isNotResting(today)))
    .limit(1)
  return row !== undefined
}

const isNotResting = (today: Day): SQL | undefined =>
  or(
    isNull(waitingEntries.passedOn),
    sql`${waitingEntries.passedOn} + ${REST_DAYS_AFTER_PASSING}::integer <= ${today}::date`,
  )

/** Unscoped: how many wait for each activity: a number, and nobody's name. */
export async function countWaitingUnscoped(db: Db, activityIds: readonly string[]): Promise<Map<string, number>> {
  if (activityIds.length === 0) return new Map()
  const rows = await db
    .select({ activityId: waitingEntries.activityId, n: sql<number>`count(*)::integer` })
    .from(waitingEntries)
    .where(and(inArray(waitingEntries.activityId, [...activityIds]), isInLine))
    .groupBy(waitingEntries.activityId)
  return new Map(rows.map(({ activityId, n }) => [activityId, n]))
}

/** Unscoped: how many places came free for good since a day: somebody finished, or stopped. */
export async function countFreedUnscoped(db: Db | Tx, activityId: string, since: Day): Promise<number> {
  const [row] = await db
    .select({ n: sql<number>`count(*)::integer` })
    .from(placements)
    .where(
      and(
        eq(placements.activityId, activityId),
        inArray(placements.status, ['completed', 'ended']),
        gte(placements.endedOn, since),
      ),
    )
  return row?.n ?? 0
}

/** Has whoever is next asked, when anybody waits. A place that came free is offered right after it did. */
export async function askNextInLine(tx: Tx, context: SystemContext, activityId: string): Promise<void> {
  const waited = sql`(
    select ${activityId}::uuid as id
    where exists (select from waiting_entries where activity_id = ${activityId}::uuid and status = 'waiting'))`
  await makeWithJob(tx, context, waited, { name: 'offer-waiting', key: 'activityId' })
}

/** Unscoped: where somebody waits, for the job that looks whether there is room. */
export async function listWaitedForUnscoped(db: Db): Promise<string[]> {
  const rows = await db
    .selectDistinct({ activityId: waitingEntries.activityId })
    .from(waitingEntries)
    .where(eq(waitingEntries.status, 'waiting'))
    .orderBy(asc(waitingEntries.activityId))
  return rows.map(({ activityId }) => activityId)
}

/** Unscoped: offers to groups, and to people who wait, whose day has gone by. */
export async function listLapsedUnscoped(db: Db, today: Day): Promise<{ placements: string[]; entries: string[] }> {
  const offers = await db
    .select({ id: placements.id })
    .from(placements)
    .where(and(eq(placements.status, 'offered'), lt(placements.answerBy, today)))
    .orderBy(asc(placements.id))
  const held = await db
    .select({ id: waitingEntries.id })
    .from(waitingEntries)
    .where(and(eq(waitingEntries.status, 'offered'), lt(waitingEntries.answerBy, today)))
    .orderBy(asc(waitingEntries.id))
  return { placements: offers.map(({ id }) => id), entries: held.map(({ id }) => id) }
}

/** Unscoped: who said long ago that they want it, and was not asked since. */
export async function listToAskUnscoped(db: Db, before: Day): Promise<string[]> {
  const { id, status, wantedOn, askedOn } = waitingEntries
  const rows = await db
    .select({ id })
    .from(waitingEntries)
    .where(and(eq(status, 'waiting'), lt(wantedOn, before), or(isNull(askedOn), sql`${askedOn} <= ${wantedOn}`)))
    .orderBy(asc(id))
  return rows.map((row) => row.id)
}

export type EntryView = OwnedEntry & {
  activityName: string
  waitingOrder: typeof activities.$inferSelect.waitingOrder
  person: Pick<typeof people.$inferSelect, 'givenName' | 'familyName' | 'preferredName'>
}

/** Who waits: of one referral with what came of it, or for one activity those who are in line, or one entry. */
export async function listEntryViews(
  db: Db | Tx,
  actor: Actor,
  of: { referralId: string } | { activityId: string } | { entryId: string },
): Promise<EntryView[]> {
  return db
    .select({
      ...ownedColumns,
      activityName: activities.name,
      waitingOrder: activities.waitingOrder,
      person: { givenName: people.givenName, familyName: people.familyName, preferredName: people.preferredName },
    })
    .from(waitingEntries)
    .innerJoin(referrals, ofItsReferral)
    .innerJoin(
      activities,
      and(eq(activities.schemeId, waitingEntries.schemeId), eq(activities.id, waitingEntries.activityId)),
    )
    .innerJoin(people, and(eq(people.schemeId, waitingEntries.schemeId), eq(people.id, waitingEntries.personId)))
    .where(
      and(
        visibleTo(actor),
        'referralId' in of
          ? eq(waitingEntries.referralId, of.referralId)
          : 'activityId' in of
            ? and(eq(waitingEntries.activityId, of.activityId), isNull(waitingEntries.endedAt))
            : eq(waitingEntries.id, of.entryId),
      ),
    )
    .orderBy(asc(waitingEntries.joinedAt), asc(waitingEntries.id))
}
