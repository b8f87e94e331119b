import type { z } from 'zod'
import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context } from '../../../platform/context.ts'
import { invalid, Refusal } from '../../../platform/problems.ts'
import { inTransaction } from '../../../platform/transaction.ts'
import { findActivity } from '../../activities/public.ts'
import { findReferralForUpdate, isService } from '../../referrals/public.ts'
import { isWithinLimit, spotAgreementFor } from '../rules.ts'
import type { NewSpotPurchaseBody } from '../spot-contract.ts'
import { listTermsUnscoped } from '../store/agreements.ts'
import { findUnpaidOfUnscoped } from '../store/commitments.ts'
import { getSpotPurchaseView, insertSpotPurchase, type SpotPurchaseView } from '../store/spot-purchases.ts'
import { findItsPayer } from './pay-for-place.ts'

/**
 * A place is bought for one person, because whoever is paid anyway cannot take them. Within the limit of the agreement it
 * holds at once; above it the lead says yes or no.
 */
export async function askSpotPurchase(
  context: Context,
  input: { referralId: string } & z.infer<typeof NewSpotPurchaseBody>,
): Promise<SpotPurchaseView> {
  const { actor, newId, now, today } = context
  const { referralId, activityId, amountPence, why } = input
  return inTransaction(context, async (tx) => {
    const referral = await findReferralForUpdate(tx, actor, referralId)
    if (referral === undefined) throw new Refusal('not-found')
    if (!isService(actor, referral)) throw new Refusal('not-allowed')
    if (referral.status !== 'accepted')
      throw new Refusal('step-not-open', `The referral is ${referral.status}: no place is bought`)
    const activity = await findActivity(tx, activityId)
    if (activity === undefined) throw invalid('#/activityId', 'Choose an activity of the scheme')
    const { providerId } = activity
    const terms = await listTermsUnscoped(tx, { providerId, on: today() })
    const agreement = spotAgreementFor(terms, { activityId, on: today() })
    if (agreement === undefined)
      throw new Refusal('not-possible', 'There is no agreement with this group from which a place can be bought')
    if (agreement.penceCommitted + amountPence > agreement.valuePence)
      throw new Refusal('not-possible', 'There is not so much left in the agreement with this group')

    const isAllowed = isWithinLimit(agreement.spotLimitPence, amountPence)
    const id = newId()
    await insertSpotPurchase(tx, context, {
      id,
      referralId,
      providerId,
      activityId,
      agreementId: agreement.id,
      amountPence,
      why,
      status: isAllowed ? 'approved' : 'asked',
      askedAt: now(),
      askedById: actor.membershipId,
      decidedAt: isAllowed ? now() : null,
    })
    await recordAudit(tx, context, {
      action: 'spot-purchase.asked',
      subjectKind: 'spot-purchase',
      subjectId: id,
      personId: referral.personId,
      detail: { referralId, activityId, amountPence, isAllowed },
    })
    const unpaid = isAllowed ? await findUnpaidOfUnscoped(tx, { referralId, activityId }) : undefined
    if (unpaid !== undefined) await findItsPayer(tx, context, unpaid)
    return getSpotPurchaseView(tx, actor, id)
  })
}
