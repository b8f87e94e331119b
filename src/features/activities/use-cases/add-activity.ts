import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context } from '../../../platform/context.ts'
import { invalid, Refusal } from '../../../platform/problems.ts'
import { inTransaction } from '../../../platform/transaction.ts'
import { findOrganisation } from '../../organisations/public.ts'
import { getListItem, getScheme } from '../../schemes/public.ts'
import type { NewActivityBody } from '../contract.ts'
import { canEditActivitiesOf } from '../policy.ts'
import { type Activity, insertActivity } from '../store.ts'

export async function addActivity(context: Context, input: NewActivityBody): Promise<Activity> {
  const { schemeId, actor, newId, now } = context
  const providerId = input.providerId ?? (actor.role === 'provider' ? actor.organisationId : undefined)
  if (providerId === undefined) throw invalid('#/providerId', 'Choose the provider that runs the activity')
  if (!canEditActivitiesOf(actor, providerId)) throw new Refusal('not-allowed')
  getListItem(await getScheme(context), 'activity-category', input.category, '#/category')

  return inTransaction(context, async (tx) => {
    const provider = await findOrganisation(tx, providerId)
    if (!provider?.kinds.includes('provider') || provider.closedOn !== null)
      throw invalid('#/providerId', 'Choose a provider organisation of the scheme')

    const activityId = newId()
    await recordAudit(tx, context, { action: 'activity.added', subjectKind: 'activity', subjectId: activityId })
    const row = await insertActivity(tx, { ...input, schemeId, id: activityId, providerId, createdAt: now() })
    return { ...row, providerName: provider.name }
  })
}
