import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context } from '../../../platform/context.ts'
import { inTransaction } from '../../../platform/transaction.ts'
import { deleteBegun } from '../store/begun-referrals.ts'

/** What was typed goes: it was sent, or its writer threw it away. What has gone already stays gone. */
export async function dropBegunReferral(context: Context, { begunId }: { begunId: string }): Promise<void> {
  await inTransaction(context, async (tx) => {
    if (!(await deleteBegun(tx, context.actor, begunId))) return
    await recordAudit(tx, context, {
      action: 'begun-referral.dropped',
      subjectKind: 'begun-referral',
      subjectId: begunId,
    })
  })
}
