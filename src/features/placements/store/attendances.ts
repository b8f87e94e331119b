import { and, asc, desc, eq, gte, isNull, lt, sql } from 'drizzle-orm'
import { addMonths, type Month } from '../../../platform/clock.ts'
import type { Context, Db, Tx } from '../../../platform/context.ts'
import type { Attended } from '../kinds.ts'
import type { Placement } from '../store.ts'
import { placementAttendances, placements } from '../tables.ts'

export type Attendance = typeof placementAttendances.$inferSelect

export async function insertAttendance(
  tx: Tx,
  context: Context,
  placement: Placement,
  attendance: { on: string; attended: Attended; note?: string | undefined },
): Promise<Attendance> {
  const [row] = await tx
    .insert(placementAttendances)
    .values({
      schemeId: context.schemeId,
      id: context.newId(),
      placementId: placement.id,
      personId: placement.personId,
      referralId: placement.referralId,
      recordedAt: context.now(),
      recordedById: context.actor.membershipId,
      ...attendance,
    })
    .returning()
  if (row === undefined) throw new Error('An insert returned no row')
  return row
}

/** One entry for each day, the one that counts. */
export async function listAttendances(db: Db | Tx, placementId: string): Promise<Attendance[]> {
  return db
    .selectDistinctOn([placementAttendances.on])
    .from(placementAttendances)
    .where(eq(placementAttendances.placementId, placementId))
    .orderBy(asc(placementAttendances.on), desc(placementAttendances.id))
}

/** Unscoped: how often somebody came to each group in a month, by the entry of each day that counts. No person is in it. */
export async function countSessionsUnscoped(db: Db | Tx, month: Month): Promise<ReadonlyMap<string, number>> {
  const last = db
    .selectDistinctOn([placementAttendances.placementId, placementAttendances.on], {
      providerId: placements.providerId,
      attended: placementAttendances.attended,
    })
    .from(placementAttendances)
    .innerJoin(
      placements,
      and(
        eq(placements.schemeId, placementAttendances.schemeId),
        eq(placements.id, placementAttendances.placementId),
        isNull(placements.correctedAt),
      ),
    )
    .where(and(gte(placementAttendances.on, `${month}-01`), lt(placementAttendances.on, `${addMonths(month, 1)}-01`)))
    .orderBy(asc(placementAttendances.placementId), asc(placementAttendances.on), desc(placementAttendances.id))
    .as('last')
  const rows = await db
    .select({ providerId: last.providerId, sessions: sql<number>`count(*)::integer` })
    .from(last)
    .where(eq(last.attended, 'yes'))
    .groupBy(last.providerId)
  return new Map(rows.map(({ providerId, sessions }) => [providerId, sessions]))
}
