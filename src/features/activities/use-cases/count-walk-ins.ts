import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context } from '../../../platform/context.ts'
import { invalid, Refusal } from '../../../platform/problems.ts'
import { inTransaction } from '../../../platform/transaction.ts'
import { canEditActivitiesOf } from '../policy.ts'
import { saveWalkIns, type WalkIns } from '../store/walk-ins.ts'
import { findActivity } from '../store.ts'

/** How many came by an open door on a day. Whoever they are is nobody's to write down. */
export async function countWalkIns(context: Context, input: { activityId: string } & WalkIns): Promise<WalkIns> {
  const { activityId, on, count } = input
  if (on > context.today()) throw invalid('#/on', 'Enter a day that has come')
  return inTransaction(context, async (tx) => {
    const activity = await findActivity(tx, activityId)
    if (activity === undefined) throw new Refusal('not-found')
    if (!canEditActivitiesOf(context.actor, activity.providerId)) throw new Refusal('not-allowed')
    if (activity.entry !== 'open-door')
      throw new Refusal('not-possible', 'People come to this one by referral: mark who came in its register')
    await saveWalkIns(tx, context, input)
    await recordAudit(tx, context, {
      action: 'activity.walk-ins-counted',
      subjectKind: 'activity',
      subjectId: activityId,
      detail: { on, count },
    })
    return { on, count }
  })
}
