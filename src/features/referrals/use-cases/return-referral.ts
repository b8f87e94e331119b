import { recordAudit } from '../../../platform/audit/record.ts'
import { addDays } from '../../../platform/clock.ts'
import type { Context } from '../../../platform/context.ts'
import { inTransaction } from '../../../platform/transaction.ts'
import { getListItem, getScheme } from '../../schemes/public.ts'
import { owedAfter } from '../clock.ts'
import { referralReturned } from '../letters.ts'
import { changeReferral, insertHold, type Referral } from '../store.ts'
import { startReferralStep } from './take-referral-step.ts'
import { tellReferrer } from './tell-referrer.ts'

/** Asks the referrer a question; until it is answered the referral is theirs. */
export async function returnReferral(
  context: Context,
  input: { referralId: string; reason: string; question: string },
): Promise<Referral> {
  const { referralId, reason, question } = input
  const { schemeId, newId, now, today } = context
  const scheme = await getScheme(context)
  const { label } = getListItem(scheme, 'return-reason', reason, '#/reason')
  return inTransaction(context, async (tx) => {
    const { referral, status } = await startReferralStep(tx, context, referralId, 'return')
    const at = now()
    const owed = owedAfter({ ...referral, status }, today(), scheme.settings.targets)
    await tellReferrer(tx, context, referral, { kind: 'referral-returned' }, (facts) =>
      referralReturned({ ...facts, reason: label, question, answerBy: owed?.dueOn ?? today() }),
    )
    await recordAudit(tx, context, {
      action: 'referral.returned',
      subjectKind: 'referral',
      subjectId: referralId,
      personId: referral.personId,
      detail: { reason },
    })
    // The wait while the referrer looks for the answer is not the service's.
    await insertHold(tx, {
      schemeId,
      id: newId(),
      referralId,
      reason: 'returned',
      fromOn: today(),
      untilOn: owed?.dueOn ?? addDays(today(), 1),
    })
    const owner = { ownerOrganisationId: referral.referrerOrganisationId, ownerId: null }
    return changeReferral(
      tx,
      context,
      referral,
      { status, ...owner, ...owed },
      { step: 'return', at, reason, note: question },
    )
  })
}
