import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/problems.ts'
import { inTransaction } from '../../../platform/transaction.ts'
import { getScheme } from '../../schemes/public.ts'
import type { ActivityPatch } from '../contract.ts'
import { canEditActivitiesOf, waitsToBeRead } from '../policy.ts'
import { splitPatch } from '../rules.ts'
import { type Activity, findActivityForUpdate } from '../store.ts'
import { changeListing } from './change-listing.ts'
import { proposeEdit } from './propose-edit.ts'

/**
 * Changes what a provider says. The row is locked first, so that no place is taken between looking and lowering the capacity.
 * What a group says in words waits beside what is live, where the scheme reads it first; its places never wait.
 */
export async function amendActivity(
  context: Context,
  input: { activityId: string; version: number; patch: ActivityPatch },
): Promise<Activity> {
  const { activityId, version, patch } = input
  const { settings } = await getScheme(context)
  return inTransaction(context, async (tx) => {
    const activity = await findActivityForUpdate(tx, activityId)
    if (activity === undefined) throw new Refusal('not-found')
    if (!canEditActivitiesOf(context.actor, activity.providerId)) throw new Refusal('not-allowed')
    if (activity.feedId !== null)
      throw new Refusal(
        'not-possible',
        'It comes from another directory: ask them to change it, and it changes here at night',
      )
    if (activity.version !== version) throw new Refusal('changed-by-someone-else')

    const { atOnce, waiting } = waitsToBeRead(context.actor, settings.directory)
      ? splitPatch(activity, patch)
      : { atOnce: patch, waiting: {} }
    if (Object.keys(waiting).length > 0) await proposeEdit(tx, context, activity, waiting)
    if (Object.keys(atOnce).length === 0) return activity
    await recordAudit(tx, context, {
      action: 'activity.amended',
      subjectKind: 'activity',
      subjectId: activityId,
      detail: { fields: Object.keys(atOnce) },
    })
    return changeListing(tx, context, activity, atOnce)
  })
}
