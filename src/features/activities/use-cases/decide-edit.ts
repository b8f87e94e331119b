import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context } from '../../../platform/context.ts'
import { invalid, Refusal } from '../../../platform/problems.ts'
import { inTransaction } from '../../../platform/transaction.ts'
import { closeTasksAbout } from '../../tasks/public.ts'
import type { EditDecision } from '../kinds.ts'
import { ActivityPatch } from '../listing.ts'
import { canKeepDirectory } from '../policy.ts'
import { findEdit, settleEdit } from '../store/edits.ts'
import { type Activity, findActivityForUpdate } from '../store.ts'
import { changeListing } from './change-listing.ts'

/** The service says yes, and the change is live; or no, and the group reads why. */
export async function decideEdit(
  context: Context,
  input: { activityId: string; editId: string; decision: EditDecision; why?: string | undefined },
): Promise<Activity> {
  const { activityId, editId, decision, why } = input
  if (!canKeepDirectory(context.actor)) throw new Refusal('not-allowed')
  if (decision === 'refused' && why === undefined) throw invalid('#/why', 'Say why, so that the group can mend it')
  return inTransaction(context, async (tx) => {
    const activity = await findActivityForUpdate(tx, activityId)
    const edit = activity === undefined ? undefined : await findEdit(tx, { activityId, editId })
    if (activity === undefined || edit === undefined) throw new Refusal('not-found')
    if (edit.decision !== null) throw new Refusal('already-done', 'Somebody has decided about it already')
    await settleEdit(tx, context, { editId, decision, why })
    await closeTasksAbout(tx, context, { kind: 'decide-edit', subjectId: activityId, outcome: decision })
    await recordAudit(tx, context, {
      action: `activity.edit-${decision}`,
      subjectKind: 'activity',
      subjectId: activityId,
      detail: { editId },
    })
    return decision === 'approved' ? changeListing(tx, context, activity, ActivityPatch.parse(edit.patch)) : activity
  })
}
