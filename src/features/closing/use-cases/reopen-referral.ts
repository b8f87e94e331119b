import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context } from '../../../platform/context.ts'
import { inTransaction } from '../../../platform/transaction.ts'
import {
  changeReferral,
  owedAfter,
  type Referral,
  startReferralStep,
  tellOutside,
  tellReferrer,
} from '../../referrals/public.ts'
import { getScheme } from '../../schemes/public.ts'
import { referralReopened } from '../letters.ts'
import { markReopened } from '../store.ts'

/** Takes a closed episode up again where it was; who had it has it. What ended with it stays ended, and the closing stays to be read. */
export async function reopenReferral(context: Context, input: { referralId: string; note: string }): Promise<Referral> {
  const { now, today } = context
  const { settings } = await getScheme(context)
  return inTransaction(context, async (tx) => {
    const { referral, status } = await startReferralStep(tx, context, input.referralId, 'reopen')
    const at = now()
    const open = {
      ...referral,
      status,
      readyToCloseAt: null,
      reviewDueOn: referral.planAgreedAt === null ? referral.reviewDueOn : today(),
    }
    const owed = owedAfter(open, today(), settings.targets)
    await markReopened(tx, referral.id, at)
    await tellReferrer(tx, context, referral, { kind: 'referral-reopened' }, (facts) =>
      referralReopened({ ...facts, note: input.note }),
    )
    await tellOutside(tx, context, referral, { step: 'reopen' })
    await recordAudit(tx, context, {
      action: 'referral.reopened',
      subjectKind: 'referral',
      subjectId: referral.id,
      personId: referral.personId,
    })
    const { reviewDueOn } = open
    return changeReferral(
      tx,
      context,
      referral,
      { status, readyToCloseAt: null, reviewDueOn, endedAt: null, endReason: null, ...owed },
      { step: 'reopen', at, note: input.note },
    )
  })
}
