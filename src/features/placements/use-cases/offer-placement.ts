import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context, Tx } from '../../../platform/context.ts'
import { refuseFarDays } from '../../../platform/days-ahead.ts'
import { invalid, Refusal } from '../../../platform/problems.ts'
import { inTransaction } from '../../../platform/transaction.ts'
import { findActivity, takePlace } from '../../activities/public.ts'
import { findHearingUnscoped, findReferralForUpdate, isService } from '../../referrals/public.ts'
import type { NewPlacementBody } from '../contract.ts'
import { insertEvent, insertPlacement, type OwnedPlacement } from '../store.ts'
import { refuseTellingWords } from './refuse-telling-words.ts'

/**
 * Offers a person to a provider. The place is held from now on: it is taken by one conditional statement in the transaction
 * that makes the placement, so of many who want the last place one has it and the others leave nothing behind.
 */
export async function offerPlacement(
  context: Context,
  input: { referralId: string } & NewPlacementBody,
): Promise<OwnedPlacement> {
  return inTransaction(context, async (tx) => makeOffer(tx, context, input))
}

/** The same inside another's transaction. */
export async function makeOffer(
  tx: Tx,
  context: Context,
  input: { referralId: string } & NewPlacementBody,
): Promise<OwnedPlacement> {
  const { schemeId, actor, newId, now, today } = context
  const { referralId, activityId, hopes, accessNeeds, startsOn } = input
  refuseFarDays({ '#/startsOn': startsOn }, today())
  const referral = await findReferralForUpdate(tx, actor, referralId)
  if (referral === undefined) throw new Refusal('not-found')
  if (!isService(actor, referral)) throw new Refusal('not-allowed')
  if (referral.status !== 'accepted')
    throw new Refusal('step-not-open', `The referral is ${referral.status}: a place cannot be offered`)
  const activity = await findActivity(tx, activityId)
  if (activity === undefined) throw invalid('#/activityId', 'Choose an activity of the scheme')
  const { saidNo } = await findHearingUnscoped(tx, context, {
    personId: referral.personId,
    organisationId: activity.providerId,
  })
  if (saidNo)
    throw new Refusal(
      'consent-needed',
      'The person took back that others are told: ask them again, and write down their yes',
    )

  if (hopes !== undefined)
    await refuseTellingWords(tx, context, {
      personId: referral.personId,
      activityName: activity.name,
      at: '#/hopes',
      words: hopes,
    })

  const { personId, advisorServiceId, referrerOrganisationId, ownerId } = referral
  const placement = await insertPlacement(tx, {
    schemeId,
    id: newId(),
    personId,
    referralId,
    activityId,
    providerId: activity.providerId,
    status: 'offered',
    hopes,
    accessNeeds,
    startsOn,
    offeredAt: now(),
  })
  if (!(await takePlace(tx, activityId)))
    throw new Refusal('no-place-left', activity.closedBecause === null ? undefined : 'The activity is closed for now')
  await insertEvent(tx, context, placement, { step: 'offer', toStatus: 'offered', on: today() })
  await recordAudit(tx, context, {
    action: 'placement.offered',
    subjectKind: 'placement',
    subjectId: placement.id,
    personId,
    detail: { activityId, referralId },
  })
  return { ...placement, advisorServiceId, referrerOrganisationId, ownerId }
}
