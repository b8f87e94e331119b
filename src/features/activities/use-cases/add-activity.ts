import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context } from '../../../platform/context.ts'
import { invalid, Refusal } from '../../../platform/problems.ts'
import { inTransaction } from '../../../platform/transaction.ts'
import { findOrganisation } from '../../organisations/public.ts'
import { getScheme } from '../../schemes/public.ts'
import type { NewActivityBody } from '../contract.ts'
import { canEditActivitiesOf, waitsToBeRead } from '../policy.ts'
import { type Activity, insertActivity } from '../store.ts'
import { deriveColumns, refuseContradiction } from './change-listing.ts'
import { askToRead } from './propose-edit.ts'

/** Adds a listing. Who adds it says that it is so: it is confirmed from today. */
export async function addActivity(context: Context, input: NewActivityBody): Promise<Activity> {
  const { schemeId, actor, newId, now, today } = context
  const providerId = input.providerId ?? (actor.role === 'provider' ? actor.organisationId : undefined)
  if (providerId === undefined) throw invalid('#/providerId', 'Choose the provider that runs the activity')
  if (!canEditActivitiesOf(actor, providerId)) throw new Refusal('not-allowed')
  await refuseContradiction(context, input)
  const { settings } = await getScheme(context)

  return inTransaction(context, async (tx) => {
    const provider = await findOrganisation(tx, providerId)
    if (!provider?.kinds.includes('provider') || provider.closedOn !== null)
      throw invalid('#/providerId', 'Choose a provider organisation of the scheme')

    const activityId = newId()
    await recordAudit(tx, context, { action: 'activity.added', subjectKind: 'activity', subjectId: activityId })
    const row = await insertActivity(tx, {
      ...input,
      ...(await deriveColumns(tx, today(), input)),
      schemeId,
      id: activityId,
      providerId,
      createdAt: now(),
      updatedAt: now(),
      confirmedOn: today(),
      placesSaidAt: now(),
      placesSaidById: actor.membershipId,
    })
    if (waitsToBeRead(actor, settings.directory)) await askToRead(tx, context, activityId)
    return { ...row, providerName: provider.name }
  })
}
