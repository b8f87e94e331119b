import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context, Tx } from '../../../platform/context.ts'
import { invalid, Refusal } from '../../../platform/problems.ts'
import { inTransaction } from '../../../platform/transaction.ts'
import { canMergePeople } from '../policy.ts'
import { hasMerged, insertMerge, type Merge } from '../store/merges.ts'
import { findPersonForUpdate, type Person } from '../store.ts'
import { stopWhatIsRefused } from './stop-reaching.ts'

/** Says that two records are one person. Both keep their history; nothing moves, so it can be undone. */
export async function mergePeople(
  context: Context,
  input: { personId: string; duplicateId: string; reason: string },
): Promise<Merge> {
  const { personId, duplicateId, reason } = input
  if (!canMergePeople(context.actor)) throw new Refusal('not-allowed')
  if (personId === duplicateId) throw invalid('#/duplicateId', 'Choose another record than the one it is merged into')
  return inTransaction(context, async (tx) => {
    // Locked in order of id, so that two merges of the same pair wait for each other and never for ever.
    const [first, second] = [personId, duplicateId].sort()
    const locked = [
      await findPersonForUpdate(tx, context.actor, first ?? ''),
      await findPersonForUpdate(tx, context.actor, second ?? ''),
    ]
    const survivor = locked.find((person) => person?.id === personId)
    const duplicate = locked.find((person) => person?.id === duplicateId)
    if (survivor === undefined) throw new Refusal('not-found')
    if (duplicate === undefined) throw invalid('#/duplicateId', 'Choose a person whose record you may see')
    return mergeRecords(tx, context, { survivor, duplicate, reason })
  })
}

/** The caller holds the locks of both, and has made sure that the actor may say this. */
export async function mergeRecords(
  tx: Tx,
  context: Context,
  input: { survivor: Person; duplicate: Person; reason: string },
): Promise<Merge> {
  const { survivor, duplicate } = input
  if (survivor.mergedInto !== null || duplicate.mergedInto !== null)
    throw new Refusal('already-done', 'One of these records is merged already')
  // One step only, so that whoever looks for all records of a person finds them.
  if (await hasMerged(tx, duplicate.id))
    throw new Refusal(
      'not-possible',
      'Another record was merged into this one: undo that merge, then merge both into the one that stays',
    )

  const merge = await insertMerge(tx, context, input)
  await stopWhatIsRefused(tx, context, survivor.id)
  await recordAudit(
    tx,
    context,
    { action: 'person.merged', subjectKind: 'merge', subjectId: merge.id, personId: survivor.id },
    { action: 'person.merged', subjectKind: 'merge', subjectId: merge.id, personId: duplicate.id },
  )
  return merge
}
