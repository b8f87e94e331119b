import type { Context, Tx } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/problems.ts'
import { findReferralForUpdate, isService, type Referral } from '../../referrals/public.ts'

/** Loads and locks the referral whose plan the service writes; every write about a plan happens under this lock. */
export async function startPlanWork(tx: Tx, context: Context, referralId: string): Promise<Referral> {
  const referral = await findReferralForUpdate(tx, context.actor, referralId)
  if (referral === undefined) throw new Refusal('not-found')
  if (!isService(context.actor, referral)) throw new Refusal('not-allowed')
  requireAccepted(referral)
  return referral
}

/** A plan is written, agreed and objected to while the service has the referral; on hold it still does. */
export function requireAccepted({ status }: Referral): void {
  if (status !== 'accepted') throw new Refusal('step-not-open', `The referral is ${status}: its plan is not open`)
}
