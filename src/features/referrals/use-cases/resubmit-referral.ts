import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context } from '../../../platform/context.ts'
import { inTransaction } from '../../../platform/transaction.ts'
import { getScheme } from '../../schemes/public.ts'
import { owedAfter } from '../clock.ts'
import { changeReferral, endHold, type Referral } from '../store.ts'
import { startReferralStep } from './take-referral-step.ts'

/** Answers the question that returned the referral; the time the referrer took is not the service's wait. */
export async function resubmitReferral(
  context: Context,
  input: { referralId: string; answer: string },
): Promise<Referral> {
  const { now, today } = context
  const { settings } = await getScheme(context)
  return inTransaction(context, async (tx) => {
    const { referral, status } = await startReferralStep(tx, context, input.referralId, 'resubmit')
    const owed = owedAfter({ ...referral, status }, today(), settings.targets)
    await endHold(tx, referral.id, today())
    await recordAudit(tx, context, {
      action: 'referral.resubmitted',
      subjectKind: 'referral',
      subjectId: referral.id,
      personId: referral.personId,
    })
    const owner = { ownerOrganisationId: referral.advisorServiceId, ownerId: null }
    return changeReferral(
      tx,
      context,
      referral,
      { status, ...owner, ...owed },
      { step: 'resubmit', at: now(), note: input.answer },
    )
  })
}
