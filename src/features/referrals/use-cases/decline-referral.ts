import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context } from '../../../platform/context.ts'
import { inTransaction } from '../../../platform/transaction.ts'
import { requireDeathRecorded } from '../../people/public.ts'
import { getListItem, getScheme } from '../../schemes/public.ts'
import { referralDeclined } from '../letters.ts'
import { changeReferral, type Referral } from '../store.ts'
import { startReferralStep } from './take-referral-step.ts'
import { tellOutside } from './tell-outside.ts'
import { tellReferrer } from './tell-referrer.ts'

/** Says no, and what we advise instead: a decline without advice leaves the person where they were. */
export async function declineReferral(
  context: Context,
  input: { referralId: string; reason: string; advisedInstead: string },
): Promise<Referral> {
  const { referralId, reason, advisedInstead } = input
  const { label } = getListItem(await getScheme(context), 'decline-reason', reason, '#/reason')
  return inTransaction(context, async (tx) => {
    const { referral, status } = await startReferralStep(tx, context, referralId, 'decline')
    await requireDeathRecorded(tx, { reason, personId: referral.personId })
    const at = context.now()
    await tellReferrer(tx, context, referral, { kind: 'referral-declined' }, (facts) =>
      referralDeclined({ ...facts, reason: label, advisedInstead }),
    )
    await tellOutside(tx, context, referral, { step: 'decline', more: `What we advise instead: ${advisedInstead}` })
    await recordAudit(tx, context, {
      action: 'referral.declined',
      subjectKind: 'referral',
      subjectId: referralId,
      personId: referral.personId,
      detail: { reason },
    })
    return changeReferral(
      tx,
      context,
      referral,
      { status, endedAt: at, endReason: reason, nextStep: null, dueOn: null },
      { step: 'decline', at, reason, note: advisedInstead },
    )
  })
}
