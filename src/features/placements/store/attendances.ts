import { asc, desc, eq } from 'drizzle-orm'
import type { Context, Db, Tx } from '../../../platform/context.ts'
import type { Attended } from '../kinds.ts'
import type { Placement } from '../store.ts'
import { placementAttendances } from '../tables.ts'

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
