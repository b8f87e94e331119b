import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context } from '../../../platform/context.ts'
import { invalid, Refusal } from '../../../platform/problems.ts'
import { inTransaction } from '../../../platform/transaction.ts'
import { getListItem, getScheme } from '../../schemes/public.ts'
import type { ActivityPatch } from '../contract.ts'
import { canEditActivitiesOf } from '../policy.ts'
import { mostTakenInSession } from '../store/places.ts'
import { type Activity, findActivityForUpdate, updateActivity } from '../store.ts'

/** Changes what a provider says. The row is locked first, so that no place is taken between looking and lowering the capacity. */
export async function amendActivity(
  context: Context,
  input: { activityId: string; version: number; patch: ActivityPatch },
): Promise<Activity> {
  const { activityId, version, patch } = input
  const { actor } = context
  const scheme = await getScheme(context)
  return inTransaction(context, async (tx) => {
    const activity = await findActivityForUpdate(tx, activityId)
    if (activity === undefined) throw new Refusal('not-found')
    if (!canEditActivitiesOf(actor, activity.providerId)) throw new Refusal('not-allowed')
    if (activity.version !== version) throw new Refusal('changed-by-someone-else')

    const changes = toColumns(patch)
    const after = { ...activity, ...changes }
    if (after.category !== activity.category) getListItem(scheme, 'activity-category', after.category, '#/category')
    if (after.locationKind === 'venue' && after.postcode === null)
      throw invalid('#/postcode', 'Enter the postcode of the venue')
    if ((after.status === 'closed') !== (after.closedBecause !== null))
      throw invalid('#/closedBecause', 'Say why it is closed for now, when it is')
    const taken =
      after.capacity < activity.capacity && activity.capacityLevel === 'session'
        ? await mostTakenInSession(tx, activityId, context.today())
        : activity.taken
    if (after.capacity < taken) throw new Refusal('not-possible', `${placesTaken(taken)}: the capacity cannot be lower`)

    await updateActivity(tx, activity, changes)
    await recordAudit(tx, context, {
      action: 'activity.amended',
      subjectKind: 'activity',
      subjectId: activityId,
      detail: { fields: Object.keys(patch) },
    })
    return { ...after, version: activity.version + 1 }
  })
}

const placesTaken = (taken: number): string => (taken === 1 ? '1 place is taken' : `${taken} places are taken`)

/** Each key of the patch's schema is a column. */
function toColumns(patch: ActivityPatch): Partial<Activity> {
  const given: Partial<Activity> = Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined))
  return given.status === 'open' ? { ...given, closedBecause: null } : given
}
