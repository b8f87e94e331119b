import type { Context, Tx } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/problems.ts'
import { requireLiving } from '../../people/public.ts'
import { type AnyReferralStep, isFactStepOpen, REFERRAL_STEPS, type ReferralStatus, takeStep } from '../lifecycle.ts'
import { canTakeStep } from '../policy.ts'
import { findReferralForUpdate, type Referral } from '../store.ts'

type Ready = { referral: Referral; status: ReferralStatus }

/**
 * The first three beats of every step: load and lock the referral, may they, is it possible.
 * Gives the referral and the status the step leads to; features above use it for theirs.
 */
export async function startReferralStep(
  tx: Tx,
  context: Context,
  referralId: string,
  step: AnyReferralStep,
): Promise<Ready> {
  const referral = await findReferralForUpdate(tx, context.actor, referralId)
  if (referral === undefined) throw new Refusal('not-found')
  if (!canTakeStep(context.actor, referral, step)) throw new Refusal('not-allowed')
  const status = statusAfter(referral, step)
  if (status === undefined)
    throw new Refusal('step-not-open', `The referral is ${describe(referral)}: ${step} is not open`)
  if (BEGINS.includes(step)) await requireLiving(tx, referral.personId)
  return { referral, status }
}

/** What would put a referral back to work. */
const BEGINS: readonly AnyReferralStep[] = ['submit', 'reopen']

function statusAfter(referral: Referral, step: AnyReferralStep): ReferralStatus | undefined {
  if (!(step in REFERRAL_STEPS)) return isFactStepOpen(referral, step as 'hold') ? referral.status : undefined
  const outcome = takeStep(referral.status, step as keyof typeof REFERRAL_STEPS)
  return outcome.allowed ? outcome.status : undefined
}

const describe = ({ status, holdUntil }: Referral): string => (holdUntil === null ? status : `${status} and on hold`)
