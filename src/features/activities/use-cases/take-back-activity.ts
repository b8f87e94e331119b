import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/problems.ts'
import { inTransaction } from '../../../platform/transaction.ts'
import { closeAllTasksAbout } from '../../tasks/public.ts'
import { canEditActivitiesOf } from '../policy.ts'
import { deleteActivity } from '../store/removal.ts'
import { findActivityForUpdate } from '../store.ts'

/** Takes back a listing that was added by mistake, as it was added: what somebody changed or used since stays. */
export async function takeBackActivity(
  context: Context,
  input: { activityId: string; version: number },
): Promise<void> {
  const { activityId, version } = input
  return inTransaction(context, async (tx) => {
    const activity = await findActivityForUpdate(tx, activityId)
    if (activity === undefined) throw new Refusal('not-found')
    if (!canEditActivitiesOf(context.actor, activity.providerId)) throw new Refusal('not-allowed')
    if (activity.version !== version) throw new Refusal('changed-by-someone-else')
    await deleteActivity(tx, activityId)
    await closeAllTasksAbout(tx, context, { subjectIds: [activityId], outcome: 'taken-back' })
    await recordAudit(tx, context, { action: 'activity.taken-back', subjectKind: 'activity', subjectId: activityId })
  })
}
