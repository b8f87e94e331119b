import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context } from '../../../platform/context.ts'
import { inTransaction } from '../../../platform/transaction.ts'
import { requireDeathRecorded } from '../../people/public.ts'
import { changeReferral, type Referral, startReferralStep, tellOutside, tellReferrer } from '../../referrals/public.ts'
import { getListItem, getScheme } from '../../schemes/public.ts'
import { referralWithdrawn } from '../letters.ts'
import { endEpisode, NOTHING_OWED } from './end-episode.ts'

/** Ends a referral before its end, at the wish of the person or of the side that sent it. */
export async function withdrawReferral(
  context: Context,
  input: { referralId: string; reason: string; note?: string | undefined },
): Promise<Referral> {
  const { referralId, reason, note } = input
  const { now, actor } = context
  const { label } = getListItem(await getScheme(context), 'withdrawal-reason', reason, '#/reason')
  return inTransaction(context, async (tx) => {
    const { referral, status } = await startReferralStep(tx, context, referralId, 'withdraw')
    await requireDeathRecorded(tx, { reason, personId: referral.personId })
    const at = now()
    await endEpisode(tx, context, referral, { reason, isFollowUpOwed: false })
    if (actor.organisationId === referral.advisorServiceId) {
      await tellReferrer(tx, context, referral, { kind: 'referral-withdrawn' }, (facts) =>
        referralWithdrawn({ ...facts, reason: label }),
      )
    }
    await tellOutside(tx, context, referral, { step: 'withdraw', more: `Why it was withdrawn: ${label}.` })
    await recordAudit(tx, context, {
      action: 'referral.withdrawn',
      subjectKind: 'referral',
      subjectId: referralId,
      personId: referral.personId,
      detail: { reason },
    })
    return changeReferral(
      tx,
      context,
      referral,
      { status, endedAt: at, endReason: reason, ...NOTHING_OWED },
      { step: 'withdraw', at, reason, note },
    )
  })
}
