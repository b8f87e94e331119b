import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context } from '../../../platform/context.ts'
import { invalid, Refusal } from '../../../platform/problems.ts'
import { inTransaction } from '../../../platform/transaction.ts'
import { findActivity, takePlace } from '../../activities/public.ts'
import { askToSign } from '../../agreements/public.ts'
import { findConsent, openCareRelationship } from '../../people/public.ts'
import { findReferralForUpdate, isService } from '../../referrals/public.ts'
import { findOpenEntryOfForUpdate } from '../store/waiting.ts'
import { findPlacementForUpdate, insertEvent, insertPlacement } from '../store.ts'
import { refuseImpossibleDay } from './take-placement-step.ts'
import { settleEntry } from './take-waiting-step.ts'
import { askToShare } from './tell-advisor.ts'

/** `placementId` is the caller's, so that the same place brought twice is one. */
type Input = { referralId: string; placementId: string; activityId: string; startedOn: string }

/**
 * A place that the person had in an earlier record, as one that has begun. It is a place like any other: a full activity
 * refuses it. Nobody is offered anything and nobody is told. What the group may know is what the person and the paper say
 * today, so it is accepted today: an agreement that has ended since opens no name.
 */
export async function bringPlacement(context: Context, input: Input): Promise<void> {
  const { schemeId, actor, now, today } = context
  const { referralId, placementId, activityId, startedOn } = input
  refuseImpossibleDay(startedOn, today(), null)
  await inTransaction(context, async (tx) => {
    const referral = await findReferralForUpdate(tx, actor, referralId)
    if (referral === undefined) throw new Refusal('not-found')
    if (!isService(actor, referral)) throw new Refusal('not-allowed')
    if (referral.status !== 'accepted')
      throw new Refusal('step-not-open', `The referral is ${referral.status}: it has no places`)
    if ((await findPlacementForUpdate(tx, actor, placementId)) !== undefined) return
    const activity = await findActivity(tx, activityId)
    if (activity === undefined) throw invalid('#/activityId', 'Choose an activity of the scheme')

    const { personId, advisorServiceId, referrerOrganisationId, ownerId } = referral
    const { providerId } = activity
    const at = now()
    // What ran before places were those of a run or a session is in none of them.
    const holdsPlace = activity.placesMode === 'counted' && activity.capacityLevel === 'activity'
    const placement = await insertPlacement(tx, {
      schemeId,
      id: placementId,
      personId,
      referralId,
      activityId,
      providerId,
      status: 'started',
      accessNeeds: [],
      offeredAt: at,
      acceptedAt: at,
      startedOn,
      holdsPlace,
    })
    const entry = await findOpenEntryOfForUpdate(tx, { personId, activityId })
    if (entry !== undefined) await settleEntry(tx, context, entry, { placementId })
    if (holdsPlace && !(await takePlace(tx, context, { activityId, cohortId: null, sessionOn: null })))
      throw new Refusal('no-place-left', activity.closedBecause === null ? undefined : 'The activity is closed for now')
    await openCareRelationship(tx, context, {
      personId,
      kind: 'placement',
      scope: 'placement',
      organisationId: providerId,
      subjectId: placementId,
    })
    await askToSign(tx, context, { organisationId: providerId, advisorServiceId })
    const answer = await findConsent(tx, { personId, purpose: 'share', recipientId: providerId })
    const owned = { ...placement, advisorServiceId, referrerOrganisationId, ownerId }
    if (answer !== 'given') await askToShare(tx, context, owned)
    const note = 'Brought from an earlier record'
    await insertEvent(tx, context, placement, { step: 'start', toStatus: 'started', on: startedOn, note })
    await recordAudit(tx, context, {
      action: 'placement.brought',
      subjectKind: 'placement',
      subjectId: placementId,
      personId,
      detail: { activityId, referralId },
    })
  })
}
