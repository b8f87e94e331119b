import { desc, eq } from 'drizzle-orm'
import type { Context, Db, Tx } from '../../../platform/context.ts'
import { activityWalkIns } from '../tables.ts'

export type WalkIns = { on: string; count: number }

/** One number for a day; said again, the later one counts. */
export async function saveWalkIns(
  tx: Tx,
  { schemeId, newId, now, actor }: Context,
  { activityId, on, count }: { activityId: string } & WalkIns,
): Promise<void> {
  const said = { count, recordedAt: now(), recordedById: actor.membershipId }
  await tx
    .insert(activityWalkIns)
    .values({ schemeId, id: newId(), activityId, on, ...said })
    .onConflictDoUpdate({
      target: [activityWalkIns.schemeId, activityWalkIns.activityId, activityWalkIns.on],
      set: said,
    })
}

/** The latest days first. */
export const listWalkIns = (db: Db, activityId: string, most: number): Promise<WalkIns[]> =>
  db
    .select({ on: activityWalkIns.on, count: activityWalkIns.count })
    .from(activityWalkIns)
    .where(eq(activityWalkIns.activityId, activityId))
    .orderBy(desc(activityWalkIns.on))
    .limit(most)
