import type { Context } from '../../../platform/context.ts'
import { inTransaction } from '../../../platform/transaction.ts'
import { type Referral, startReferralStep } from '../../referrals/public.ts'
import { insertCorrection } from '../store.ts'
import { takeOutWholeReferral } from './take-out-referral.ts'

/**
 * The referral should never have been: it stays to be read, counts nowhere, owes nothing, and whoever was told of it is told
 * so. A draft nobody has seen: it only goes.
 */
export async function enterReferralInError(
  context: Context,
  input: { referralId: string; note: string },
): Promise<Referral> {
  const { schemeId, actor, newId, now } = context
  const { referralId, note } = input
  return inTransaction(context, async (tx) => {
    const { referral } = await startReferralStep(tx, context, referralId, 'enter-in-error')
    const taken = await takeOutWholeReferral(tx, context, { referral, reason: note })
    if (referral.status !== 'draft')
      await insertCorrection(tx, {
        schemeId,
        id: newId(),
        subjectKind: 'referral',
        subjectId: referralId,
        action: 'enter-in-error',
        personId: referral.personId,
        referralId,
        reason: note,
        original: { ...referral },
        at: now(),
        byId: actor.membershipId,
      })
    return taken.referral
  })
}
