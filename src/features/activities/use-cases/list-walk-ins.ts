import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/problems.ts'
import { canEditActivitiesOf } from '../policy.ts'
import { listWalkIns, type WalkIns } from '../store/walk-ins.ts'
import { findActivity } from '../store.ts'

/** A year of weekly days, and some. */
const MOST_DAYS = 60

/** How many came by an open door on the latest days. */
export async function listWalkInsOf(context: Context, { activityId }: { activityId: string }): Promise<WalkIns[]> {
  const activity = await findActivity(context.db, activityId)
  if (activity === undefined || !canEditActivitiesOf(context.actor, activity.providerId)) throw new Refusal('not-found')
  return listWalkIns(context.db, activityId, MOST_DAYS)
}
