import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/problems.ts'
import { canEditActivitiesOf } from '../policy.ts'
import { type ActivityEdit, findEdits } from '../store/edits.ts'
import { findListing } from '../store/photos.ts'
import type { Activity } from '../store.ts'

/** A listing with its picture's words, and for those who keep it what waits to be read and what was answered last. */
export type ActivityRecord = Activity & {
  photoShows: string | null
  waitingEdit: ActivityEdit | null
  lastDecision: ActivityEdit | null
}

export async function readActivity(context: Context, { activityId }: { activityId: string }): Promise<ActivityRecord> {
  const { db, actor } = context
  const activity = await findListing(db, activityId)
  if (activity === undefined) throw new Refusal('not-found')
  const edits = canEditActivitiesOf(actor, activity.providerId) ? await findEdits(db, activityId) : undefined
  return {
    ...activity,
    waitingEdit: edits?.waitingEdit ?? null,
    lastDecision: edits?.lastDecision ?? null,
  }
}
