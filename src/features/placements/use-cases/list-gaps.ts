import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/problems.ts'
import { findReferral, isService } from '../../referrals/public.ts'
import { type GapRecord, listGapRows } from '../store/gaps.ts'

/** What was looked for in vain for one referral, the oldest first. */
export async function listGaps(context: Context, { referralId }: { referralId: string }): Promise<GapRecord[]> {
  return context.db.transaction(async (tx) => {
    const referral = await findReferral(tx, context.actor, referralId)
    if (referral === undefined) throw new Refusal('not-found')
    if (!isService(context.actor, referral)) throw new Refusal('not-allowed')
    await recordAudit(tx, context, {
      action: 'gaps.listed',
      subjectKind: 'referral',
      subjectId: referralId,
      personId: referral.personId,
    })
    return listGapRows(tx, referralId)
  })
}
