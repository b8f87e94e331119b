import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/problems.ts'
import { inTransaction } from '../../../platform/transaction.ts'
import { closeTasksAbout } from '../../tasks/public.ts'
import { canEditActivitiesOf, canKeepDirectory } from '../policy.ts'
import { findOpenEdit } from '../store/edits.ts'
import { setConfirmed } from '../store/review.ts'
import { type Activity, findActivityForUpdate } from '../store.ts'

/** Somebody who runs it, or who rang those that do, says that all of it is so. */
export async function confirmActivity(context: Context, { activityId }: { activityId: string }): Promise<Activity> {
  return inTransaction(context, async (tx) => {
    const activity = await findActivityForUpdate(tx, activityId)
    if (activity === undefined) throw new Refusal('not-found')
    if (!canEditActivitiesOf(context.actor, activity.providerId)) throw new Refusal('not-allowed')
    if (activity.feedId !== null)
      throw new Refusal('not-possible', 'It comes from another directory, which says itself when it was checked')
    await setConfirmed(tx, context, activityId)
    for (const kind of ['confirm-listing', 'check-listing'] as const)
      await closeTasksAbout(tx, context, { kind, subjectId: activityId, outcome: 'confirmed' })
    // What was added needs no more than that; what waits still needs its yes or no.
    if (canKeepDirectory(context.actor) && (await findOpenEdit(tx, activityId)) === undefined)
      await closeTasksAbout(tx, context, { kind: 'decide-edit', subjectId: activityId, outcome: 'confirmed' })
    await recordAudit(tx, context, { action: 'activity.confirmed', subjectKind: 'activity', subjectId: activityId })
    return { ...activity, confirmedOn: context.today(), reviewRung: 0, reviewRungOn: null, hiddenAt: null }
  })
}
