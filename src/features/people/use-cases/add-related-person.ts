import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context } from '../../../platform/context.ts'
import { invalid, Refusal } from '../../../platform/problems.ts'
import { inTransaction } from '../../../platform/transaction.ts'
import { faultOfPermission } from '../callers.ts'
import type { RelatedPersonBody } from '../related-people-contract.ts'
import { insertRelatedPerson } from '../store/related-people.ts'
import { findPerson, findPersonForUpdate } from '../store.ts'
import { stopWhatIsRefused } from './stop-reaching.ts'

type Input = { personId: string; related: RelatedPersonBody }

/**
 * A carer, an emergency contact, a neighbour with a key. Nothing may be told to them until the person says so. A link to a
 * person of the scheme shows neither one's record to the other.
 */
export async function addRelatedPerson(context: Context, { personId, related }: Input): Promise<{ id: string }> {
  const { schemeId, actor, newId, now, today } = context
  return inTransaction(context, async (tx) => {
    const person = await findPersonForUpdate(tx, actor, personId)
    if (person === undefined) throw new Refusal('not-found')
    const { personId: relatedPersonId, relationship, phone, livesWith, callerWord, agreed, ...rest } = related
    if (relatedPersonId !== undefined && (await findPerson(tx, actor, relatedPersonId)) === undefined) {
      throw invalid('#/personId', 'Choose a person whose record you may see, or leave it out')
    }
    const isAgreed = related.mayBeTold !== 'nothing'
    const fault = faultOfPermission({ mayBeTold: related.mayBeTold, agreedOn: agreed?.on ?? null }, today())
    if (fault !== undefined) throw invalid('#/agreed', fault)
    const id = newId()
    await insertRelatedPerson(tx, {
      schemeId,
      id,
      personId,
      ...rest,
      relationship: relationship ?? null,
      phone: phone ?? null,
      livesWith: livesWith ?? null,
      relatedPersonId: relatedPersonId ?? null,
      callerWord: callerWord ?? null,
      agreedOn: isAgreed ? (agreed?.on ?? null) : null,
      agreedHow: isAgreed ? (agreed?.how ?? null) : null,
      createdAt: now(),
    })
    await stopWhatIsRefused(tx, context, personId)
    await recordAudit(tx, context, {
      action: 'related-person.added',
      subjectKind: 'related-person',
      subjectId: id,
      personId,
      detail: { mayBeTold: related.mayBeTold },
    })
    return { id }
  })
}
