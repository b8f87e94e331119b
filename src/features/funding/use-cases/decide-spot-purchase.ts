import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/problems.ts'
import { inTransaction } from '../../../platform/transaction.ts'
import { findReferralForUpdate } from '../../referrals/public.ts'
import { findUnpaidOfUnscoped } from '../store/commitments.ts'
import {
  findSpotPurchase,
  findSpotPurchaseForUpdate,
  getSpotPurchaseView,
  type SpotPurchaseView,
  updateSpotPurchase,
} from '../store/spot-purchases.ts'
import { findItsPayer } from './pay-for-place.ts'

type Input = { spotPurchaseId: string } & ({ decision: 'approved' } | { decision: 'refused'; reason: string })

/** The lead's word on a purchase above the limit. Nobody allows what they asked for themselves. */
export async function decideSpotPurchase(context: Context, input: Input): Promise<SpotPurchaseView> {
  const { actor, now } = context
  const { spotPurchaseId, decision } = input
  return inTransaction(context, async (tx) => {
    const known = await findSpotPurchase(tx, actor, spotPurchaseId)
    if (known === undefined) throw new Refusal('not-found')
    const referral = await findReferralForUpdate(tx, actor, known.referralId)
    const purchase = await findSpotPurchaseForUpdate(tx, actor, spotPurchaseId)
    if (referral === undefined || purchase === undefined) throw new Refusal('not-found')
    if (actor.role !== 'team-lead') throw new Refusal('not-allowed')
    if (purchase.status !== 'asked') throw new Refusal('already-done', `The purchase is ${purchase.status}`)
    if (decision === 'approved' && purchase.askedById === actor.membershipId)
      throw new Refusal('not-allowed', 'Somebody else allows what you asked for')
    await updateSpotPurchase(tx, spotPurchaseId, {
      status: decision,
      decidedAt: now(),
      decidedById: actor.membershipId,
      refusedBecause: input.decision === 'refused' ? input.reason : null,
    })
    await recordAudit(tx, context, {
      action: `spot-purchase.${decision}`,
      subjectKind: 'spot-purchase',
      subjectId: spotPurchaseId,
      personId: referral.personId,
      detail: { amountPence: purchase.amountPence },
    })
    const unpaid = decision === 'approved' ? await findUnpaidOfUnscoped(tx, purchase) : undefined
    if (unpaid !== undefined) await findItsPayer(tx, context, unpaid)
    return getSpotPurchaseView(tx, actor, spotPurchaseId)
  })
}
