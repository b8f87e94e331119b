import type { Tx } from '../../../platform/context.ts'
import type { UnpaidReason } from '../kinds.ts'
import { payersFor, whyUnpaid } from '../rules.ts'
import { listTermsUnscoped, takeFunds } from '../store/agreements.ts'
import { findAllowedPurchaseUnscoped, updateSpotPurchase } from '../store/spot-purchases.ts'

export type FundedPlace = {
  placementId: string
  referralId: string
  activityId: string
  providerId: string
  on: string
}

/** Who pays, or why nobody does: the columns of a commitment. */
export type TakenPayer =
  | { agreementId: string; amountPence: number; unpaidBecause: null }
  | { agreementId: null; amountPence: 0; unpaidBecause: UnpaidReason }

/** Takes the money for a place from the first agreement that still has it. The caller holds the referral's row. */
export async function takePayer(tx: Tx, place: FundedPlace): Promise<TakenPayer> {
  const agreements = await listTermsUnscoped(tx, place)
  if (agreements.length === 0) return { agreementId: null, amountPence: 0, unpaidBecause: 'no-agreement' }
  const allowed = await findAllowedPurchaseUnscoped(tx, place)
  for (const payer of payersFor(agreements, { ...place, allowed })) {
    if (!(await takeFunds(tx, payer))) continue
    const { agreementId, amountPence, isSpot } = payer
    if (isSpot && allowed?.agreementId === agreementId)
      await updateSpotPurchase(tx, allowed.id, { placementId: place.placementId })
    return { agreementId, amountPence, unpaidBecause: null }
  }
  return { agreementId: null, amountPence: 0, unpaidBecause: whyUnpaid(agreements, place) }
}
