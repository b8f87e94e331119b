import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context, Tx } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/problems.ts'
import { inTransaction } from '../../../platform/transaction.ts'
import { addWorkingDays, getScheme } from '../../schemes/public.ts'
import { openTask } from '../../tasks/public.ts'
import { canMergePeople } from '../policy.ts'
import { findOpenMerge, type Merge, undoMerge as undo, wasDeathRecordedSince } from '../store/merges.ts'
import { saveContactKeys } from '../store/reach.ts'
import { findPersonForUpdate, findPersonUnscoped } from '../store.ts'
import { stopWhatIsRefused, stopWrittenSince } from './stop-reaching.ts'

/** Says that two records are two people after all, and asks again whatever was answered while they were one. */
export async function undoMerge(context: Context, input: { personId: string; mergeId: string }): Promise<Merge> {
  if (!canMergePeople(context.actor)) throw new Refusal('not-allowed')
  return inTransaction(context, async (tx) => {
    const survivor = await findPersonForUpdate(tx, context.actor, input.personId)
    if (survivor === undefined) throw new Refusal('not-found')
    const merge = await findOpenMerge(tx, input.mergeId)
    if (merge === undefined || merge.survivorId !== survivor.id) throw new Refusal('not-found')
    if (await wasDeathRecordedSince(tx, merge))
      throw new Refusal(
        'not-possible',
        'A death was recorded since these records were merged: take it back, undo the merge, then record it of whoever died',
      )
    const undone = await undo(tx, context, merge)
    await askAgainOfBoth(tx, context, merge)
    await recordAudit(
      tx,
      context,
      { action: 'person.unmerged', subjectKind: 'merge', subjectId: merge.id, personId: merge.survivorId },
      { action: 'person.unmerged', subjectKind: 'merge', subjectId: merge.id, personId: merge.duplicateId },
    )
    return undone
  })
}

/**
 * Each keeps their own numbers, answers and rules from now on. What was written to the one while they counted as one may be
 * about the other, so it does not leave, and whose a number in doubt is must be found out after all.
 */
async function askAgainOfBoth(tx: Tx, context: Context, { survivorId, duplicateId, mergedAt }: Merge): Promise<void> {
  await stopWrittenSince(tx, context, { personIds: [survivorId, duplicateId], since: mergedAt })
  for (const personId of [survivorId, duplicateId]) {
    await saveContactKeys(tx, personId)
    await stopWhatIsRefused(tx, context, personId)
  }
  if ((await findPersonUnscoped(tx, duplicateId)).claimedNhsNumber === null) return
  const { settings } = await getScheme(context)
  await openTask(tx, context, {
    kind: 'confirm-identity',
    subjectKind: 'person',
    subjectId: duplicateId,
    organisationId: settings.advisorServiceId,
    dueOn: addWorkingDays(context.today(), settings.targets.identity),
  })
}
