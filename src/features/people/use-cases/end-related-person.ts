import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/problems.ts'
import { inTransaction } from '../../../platform/transaction.ts'
import { findRelatedPerson, updateRelatedPerson } from '../store/related-people.ts'
import { findPersonForUpdate } from '../store.ts'
import { stopWhatIsRefused } from './stop-reaching.ts'

/** Somebody is not part of the person's life any more: from now on nothing is said to them. */
export async function endRelatedPerson(
  context: Context,
  input: { personId: string; relatedPersonId: string },
): Promise<{ id: string }> {
  const { personId, relatedPersonId } = input
  return inTransaction(context, async (tx) => {
    if ((await findPersonForUpdate(tx, context.actor, personId)) === undefined) throw new Refusal('not-found')
    const related = await findRelatedPerson(tx, { personId, relatedPersonId })
    if (related === undefined) throw new Refusal('not-found')
    await updateRelatedPerson(tx, related, { endedAt: context.now() })
    await stopWhatIsRefused(tx, context, personId)
    await recordAudit(tx, context, {
      action: 'related-person.ended',
      subjectKind: 'related-person',
      subjectId: relatedPersonId,
      personId,
    })
    return { id: relatedPersonId }
  })
}
