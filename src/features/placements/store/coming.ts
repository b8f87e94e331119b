import { and, asc, eq, inArray, isNull, or, sql } from 'drizzle-orm'
import { notClosedTo } from '../../../platform/closed-records.ts'
import type { Actor, Db, Tx } from '../../../platform/context.ts'
import { activityCohorts } from '../../activities/tables.ts'
import { people } from '../../people/tables.ts'
import { referrals } from '../../referrals/tables.ts'
import { placementAttendances, placements } from '../tables.ts'
import { isSigned, mayShare, type Sharing } from './sharing.ts'

/** Who has a place, has not one of another session or run, and is not to begin later than this day. */
const comesOn = (on: string) =>
  and(
    inArray(placements.status, ['accepted', 'started']),
    isNull(placements.correctedAt),
    or(isNull(placements.sessionOn), eq(placements.sessionOn, on)),
    or(isNull(placements.startsOn), sql`${placements.startsOn} <= ${on}::date`, eq(placements.status, 'started')),
    or(
      isNull(placements.cohortId),
      sql`exists (select from ${activityCohorts} where ${activityCohorts.schemeId} = ${placements.schemeId}
        and ${activityCohorts.id} = ${placements.cohortId} and ${activityCohorts.startsOn} <= ${on}::date
        and ${activityCohorts.startsOn} + ${activityCohorts.weeks} * 7 > ${on}::date)`,
    ),
  )

export type Coming = { placementId: string; personId: string; advisorServiceId: string; ownerId: string | null }

/** Unscoped: everybody who is expected at a session, for the job that tells them. */
export async function listComingUnscoped(
  tx: Tx,
  { activityId, on }: { activityId: string; on: string },
): Promise<Coming[]> {
  return tx
    .select({
      placementId: placements.id,
      personId: placements.personId,
      advisorServiceId: referrals.advisorServiceId,
      ownerId: referrals.ownerId,
    })
    .from(placements)
    .innerJoin(referrals, and(eq(referrals.schemeId, placements.schemeId), eq(referrals.id, placements.referralId)))
    .where(and(eq(placements.activityId, activityId), comesOn(on)))
    .orderBy(asc(placements.id))
}

/** Unscoped: how many are expected, of whom nothing else is said. */
export async function countComing(
  db: Db | Tx,
  { activityId, on }: { activityId: string; on: string },
): Promise<number> {
  const [row] = await db
    .select({ count: sql<number>`count(*)::int` })
    .from(placements)
    .where(and(eq(placements.activityId, activityId), comesOn(on)))
  return row?.count ?? 0
}

export type Expected = {
  placementId: string
  personId: string
  /** Undefined while the group may not know who it is. */
  firstName: string | undefined
  hasStarted: boolean
}

/**
 * Who is expected at a session of a group that has no account: the first name of those who agreed to share, while the group has
 * signed; of the others that there is one. Whose record is closed to the group is one of those.
 */
export async function listExpected(
  db: Db | Tx,
  actor: Actor,
  { activityId, on, sharing }: { activityId: string; on: string; sharing: Sharing },
): Promise<Expected[]> {
  const rows = await db
    .select({
      placementId: placements.id,
      personId: placements.personId,
      status: placements.status,
      mayKnow: sql<boolean>`(${mayShare} and ${isSigned(actor, sharing)} and ${notClosedTo(actor, placements)})`,
      name: sql<string>`coalesce(${people.preferredName}, ${people.givenName})`,
    })
    .from(placements)
    .innerJoin(people, and(eq(people.schemeId, placements.schemeId), eq(people.id, placements.personId)))
    .innerJoin(referrals, and(eq(referrals.schemeId, placements.schemeId), eq(referrals.id, placements.referralId)))
    .where(and(eq(placements.activityId, activityId), comesOn(on)))
    .orderBy(asc(placements.id))
  return rows.map(({ placementId, personId, status, name, mayKnow }) => ({
    placementId,
    personId,
    firstName: mayKnow ? name : undefined,
    hasStarted: status === 'started',
  }))
}

/** Unscoped: of these placements the ones whose person came at least once, by the entry that counts of each day. */
export async function listWhoCame(tx: Tx, placementIds: readonly string[]): Promise<Set<string>> {
  if (placementIds.length === 0) return new Set()
  const counted = tx
    .selectDistinctOn([placementAttendances.placementId, placementAttendances.on], {
      placementId: placementAttendances.placementId,
      attended: placementAttendances.attended,
    })
    .from(placementAttendances)
    .where(inArray(placementAttendances.placementId, [...placementIds]))
    .orderBy(placementAttendances.placementId, placementAttendances.on, sql`${placementAttendances.id} desc`)
    .as('counted')
  const rows = await tx
    .selectDistinct({ placementId: counted.placementId })
    .from(counted)
    .where(eq(counted.attended, 'yes'))
  return new Set(rows.map(({ placementId }) => placementId))
}
