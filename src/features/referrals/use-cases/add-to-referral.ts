import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/problems.ts'
import { inTransaction } from '../../../platform/transaction.ts'
import { addWorkingDays } from '../../schemes/public.ts'
import { openTask } from '../../tasks/public.ts'
import { isOpen } from '../lifecycle.ts'
import { isService } from '../policy.ts'
import { changeReferral, type Referral } from '../store.ts'
import { startReferralStep } from './take-referral-step.ts'

/** Adds words to an open referral, as both sides read them. What the referrer adds, the service is asked to read. */
export async function addToReferral(context: Context, input: { referralId: string; note: string }): Promise<Referral> {
  const { referralId, note } = input
  return inTransaction(context, async (tx) => {
    const { referral } = await startReferralStep(tx, context, referralId, 'amend')
    if (!isOpen(referral.status)) throw new Refusal('step-not-open', 'This is a draft: change it, then send it')
    if (!isService(context.actor, referral))
      await openTask(tx, context, {
        kind: 'read-addition',
        subjectKind: 'referral',
        subjectId: referralId,
        organisationId: referral.advisorServiceId,
        membershipId:
          referral.ownerOrganisationId === referral.advisorServiceId ? (referral.ownerId ?? undefined) : undefined,
        dueOn: addWorkingDays(context.today(), 1),
      })
    await recordAudit(tx, context, {
      action: 'referral.added-to',
      subjectKind: 'referral',
      subjectId: referralId,
      personId: referral.personId,
    })
    return changeReferral(tx, context, referral, {}, { step: 'amend', at: context.now(), note })
  })
}
