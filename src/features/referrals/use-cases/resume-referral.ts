import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context, SystemContext, Tx } from '../../../platform/context.ts'
import { inTransaction } from '../../../platform/transaction.ts'
import { owedAfterHold } from '../clock.ts'
import { changeReferral, endHold, type Referral } from '../store.ts'
import { startReferralStep } from './take-referral-step.ts'

export async function resumeReferral(context: Context, input: { referralId: string }): Promise<Referral> {
  return inTransaction(context, async (tx) => {
    const { referral } = await startReferralStep(tx, context, input.referralId, 'resume')
    return resume(tx, context, referral)
  })
}

/** Starts the clock again where it stood; for the person who resumes and for the job that wakes. */
export async function resume(tx: Tx, context: Context | SystemContext, referral: Referral): Promise<Referral> {
  const { now, today } = context
  const owed = owedAfterHold(referral, today(), referral.holdDaysLeft ?? 0)
  await endHold(tx, referral.id, today())
  await recordAudit(tx, context, {
    action: 'referral.resumed',
    subjectKind: 'referral',
    subjectId: referral.id,
    personId: referral.personId,
  })
  return changeReferral(
    tx,
    context,
    referral,
    { holdUntil: null, holdDaysLeft: null, ...owed },
    { step: 'resume', at: now() },
  )
}
