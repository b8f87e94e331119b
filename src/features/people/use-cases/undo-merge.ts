import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/problems.ts'
import { inTransaction } from '../../../platform/transaction.ts'
import { canMergePeople } from '../policy.ts'
import { type Merge, undoMerge as undo } from '../store/merges.ts'
import { findPersonForUpdate } from '../store.ts'
import { stopWhatIsRefused, stopWrittenSince } from './stop-reaching.ts'

export async function undoMerge(context: Context, input: { personId: string; mergeId: string }): Promise<Merge> {
  if (!canMergePeople(context.actor)) throw new Refusal('not-allowed')
  return inTransaction(context, async (tx) => {
    const survivor = await findPersonForUpdate(tx, context.actor, input.personId)
    if (survivor === undefined) throw new Refusal('not-found')
    const merge = await undo(tx, context, input.mergeId)
    if (merge === undefined || merge.survivorId !== survivor.id) throw new Refusal('not-found')
    // What was written while the two were one may be the other's, and what each may hear is asked again.
    await stopWrittenSince(tx, context, survivor.id, merge.mergedAt)
    await stopWhatIsRefused(tx, context, survivor.id)
    await stopWhatIsRefused(tx, context, merge.duplicateId)
    await recordAudit(
      tx,
      context,
      { action: 'person.unmerged', subjectKind: 'merge', subjectId: merge.id, personId: merge.survivorId },
      { action: 'person.unmerged', subjectKind: 'merge', subjectId: merge.id, personId: merge.duplicateId },
    )
    return merge
  })
}
