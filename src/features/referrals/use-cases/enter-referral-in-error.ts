import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context } from '../../../platform/context.ts'
import { inTransaction } from '../../../platform/transaction.ts'
import { changeReferral, endHold, type Referral } from '../store.ts'
import { startReferralStep } from './take-referral-step.ts'

/** The referral should never have been: it stays to be read, counts nowhere, and owes nothing. */
export async function enterReferralInError(
  context: Context,
  input: { referralId: string; note: string },
): Promise<Referral> {
  const { now, today } = context
  return inTransaction(context, async (tx) => {
    const { referral, status } = await startReferralStep(tx, context, input.referralId, 'enter-in-error')
    const at = now()
    await endHold(tx, referral.id, today())
    await recordAudit(tx, context, {
      action: 'referral.entered-in-error',
      subjectKind: 'referral',
      subjectId: referral.id,
      personId: referral.personId,
    })
    const ended = { endedAt: referral.endedAt ?? at, nextStep: null, dueOn: null, holdUntil: null, holdDaysLeft: null }
    return changeReferral(tx, context, referral, { status, ...ended }, { step: 'enter-in-error', at, note: input.note })
  })
}
