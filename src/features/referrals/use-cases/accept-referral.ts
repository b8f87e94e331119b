import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context } from '../../../platform/context.ts'
import { inTransaction } from '../../../platform/transaction.ts'
import { getScheme } from '../../schemes/public.ts'
import { owedAfter } from '../clock.ts'
import { askToTellOfReferral } from '../store/referrals-to-tell.ts'
import { changeReferral, type Referral } from '../store.ts'
import { startReferralStep } from './take-referral-step.ts'
import { tellOutside } from './tell-outside.ts'

export async function acceptReferral(context: Context, input: { referralId: string }): Promise<Referral> {
  const { now, today } = context
  const { settings } = await getScheme(context)
  return inTransaction(context, async (tx) => {
    const { referral, status } = await startReferralStep(tx, context, input.referralId, 'accept')
    const at = now()
    const owed = owedAfter({ ...referral, status }, today(), settings.targets)
    await recordAudit(tx, context, {
      action: 'referral.accepted',
      subjectKind: 'referral',
      subjectId: referral.id,
      personId: referral.personId,
    })
    await askToTellOfReferral(tx, context, referral.id)
    await tellOutside(tx, context, referral, { step: 'accept' })
    return changeReferral(tx, context, referral, { status, acceptedAt: at, ...owed }, { step: 'accept', at })
  })
}
