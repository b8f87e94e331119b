import type { Context, Tx } from '../../../platform/context.ts'
import { invalid, Refusal } from '../../../platform/problems.ts'
import { findDiedOn } from '../../people/public.ts'
import { findReferralForUpdate, isService, type Referral } from '../../referrals/public.ts'
import { canMeasure } from '../rules.ts'

/** Loads and locks the referral that something was measured in on a day: by somebody of the service, while the person lived. */
export async function startMeasuring(
  tx: Tx,
  { actor }: Context,
  { referralId, on }: { referralId: string; on: string },
): Promise<Referral> {
  const referral = await findReferralForUpdate(tx, actor, referralId)
  if (referral === undefined) throw new Refusal('not-found')
  if (!isService(actor, referral)) throw new Refusal('not-allowed')
  if (!canMeasure(referral.status))
    throw new Refusal('step-not-open', `The referral is ${referral.status}: nothing is measured in it`)
  const diedOn = await findDiedOn(tx, referral.personId)
  if (diedOn !== undefined && on > diedOn) throw invalid('#/on', 'Our record says that the person had died by that day')
  return referral
}
