import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/problems.ts'
import { inTransaction } from '../../../platform/transaction.ts'
import { type Alignment, endAlignment as end } from '../store/alignments.ts'

/** From today the practice is not this advisor's any more; what they have stays with them. */
export async function endAlignment(context: Context, input: { alignmentId: string }): Promise<Alignment> {
  return inTransaction(context, async (tx) => {
    const alignment = await end(tx, context, input.alignmentId)
    if (alignment === undefined) throw new Refusal('not-found')
    await recordAudit(tx, context, {
      action: 'advisor.alignment-ended',
      subjectKind: 'alignment',
      subjectId: alignment.id,
    })
    return alignment
  })
}
