import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/problems.ts'
import { inTransaction } from '../../../platform/transaction.ts'
import { saveBegun } from '../store/begun-referrals.ts'

/** Keeps what is typed so far, for whoever types it: a telephone rings in the middle of a referral. */
export async function saveBegunReferral(
  context: Context,
  input: { begunId: string; typed: Record<string, string | string[]> },
): Promise<{ begunId: string }> {
  const { begunId } = input
  return inTransaction(context, async (tx) => {
    const saved = await saveBegun(tx, context, input)
    if (saved === undefined) throw new Refusal('not-found')
    if (saved.isNew)
      await recordAudit(tx, context, {
        action: 'begun-referral.kept',
        subjectKind: 'begun-referral',
        subjectId: begunId,
      })
    return { begunId }
  })
}
