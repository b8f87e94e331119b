import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/problems.ts'
import { canEditActivitiesOf } from '../policy.ts'
import { type ActivityEdit, findLastDecision, findOpenEdit } from '../store/edits.ts'
import { findAlternativeText } from '../store/photos.ts'
import { type Activity, findActivity } from '../store.ts'

/** A listing with its picture's words, and for those who keep it what waits to be read and what was answered last. */
export type ActivityRecord = Activity & {
  photoShows: string | null
  waitingEdit: ActivityEdit | null
  lastDecision: ActivityEdit | null
}

export async function readActivity(context: Context, { activityId }: { activityId: string }): Promise<ActivityRecord> {
  const { db, actor } = context
  const activity = await findActivity(db, activityId)
  if (activity === undefined) throw new Refusal('not-found')
  const mayKeep = canEditActivitiesOf(actor, activity.providerId)
  const [photoShows, waitingEdit, lastDecision] = await Promise.all([
    findAlternativeText(db, activityId),
    mayKeep ? findOpenEdit(db, activityId) : undefined,
    mayKeep ? findLastDecision(db, activityId) : undefined,
  ])
  return {
    ...activity,
    photoShows: photoShows ?? null,
    waitingEdit: waitingEdit ?? null,
    lastDecision: lastDecision ?? null,
  }
}
