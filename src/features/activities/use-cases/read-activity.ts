import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/problems.ts'
import { type Activity, findActivity } from '../store.ts'

export async function readActivity(context: Context, input: { activityId: string }): Promise<Activity> {
  const activity = await findActivity(context.db, input.activityId)
  if (activity === undefined) throw new Refusal('not-found')
  return activity
}
