import type { Context, Tx } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/problems.ts'
import { findReferralForUpdate, isService, type Referral } from '../../referrals/public.ts'
import { findMeasurementForUpdate, findReferralIdOf, type Measurement } from '../store.ts'

/** A measurement with its episode, for somebody of the service; both are locked, the episode first, as everywhere. */
export async function lockMeasurement(
  tx: Tx,
  { actor }: Context,
  measurementId: string,
): Promise<{ referral: Referral; measurement: Measurement }> {
  const referralId = await findReferralIdOf(tx, actor, measurementId)
  const referral = referralId === undefined ? undefined : await findReferralForUpdate(tx, actor, referralId)
  if (referral === undefined) throw new Refusal('not-found')
  if (!isService(actor, referral)) throw new Refusal('not-allowed')
  return { referral, measurement: await findMeasurementForUpdate(tx, measurementId) }
}
