import type { z } from 'zod'
import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context } from '../../../platform/context.ts'
import { invalid, Refusal } from '../../../platform/problems.ts'
import { inTransaction } from '../../../platform/transaction.ts'
import type { RelatedPersonBody } from '../contract.ts'
import { findPerson, findPersonForUpdate, insertRelatedPerson } from '../store.ts'

type Input = { personId: string; related: z.infer<typeof RelatedPersonBody> }

/** A carer, an emergency contact, a neighbour with a key. A link to a person of the scheme shows neither one's record to the other. */
export async function addRelatedPerson(context: Context, { personId, related }: Input): Promise<{ id: string }> {
  const { schemeId, actor, newId, now } = context
  return inTransaction(context, async (tx) => {
    const person = await findPersonForUpdate(tx, actor, personId)
    if (person === undefined) throw new Refusal('not-found')
    const { personId: relatedPersonId, relationship, phone, livesWith, ...rest } = related
    if (relatedPersonId !== undefined && (await findPerson(tx, actor, relatedPersonId)) === undefined) {
      throw invalid('#/personId', 'Choose a person whose record you may see, or leave it out')
    }
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
      createdAt: now(),
    })
    await recordAudit(tx, context, {
      action: 'related-person.added',
      subjectKind: 'related-person',
      subjectId: id,
      personId,
    })
    return { id }
  })
}
