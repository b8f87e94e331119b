import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context } from '../../../platform/context.ts'
import { invalid, Refusal } from '../../../platform/problems.ts'
import { inTransaction } from '../../../platform/transaction.ts'
import { type Call, findRelatedPerson, insertCall } from '../store/related-people.ts'
import { findPerson } from '../store.ts'

type Input = {
  personId: string
  relatedPersonId?: string | undefined
  callerName: string
  about: string
  whatWasSaid: string
  inConfidence: boolean
}

/** Keeps a call by somebody else: who rang, about what, and what was said to them. Only the organisation they rang reads it. */
export async function keepCall(context: Context, input: Input): Promise<Call> {
  const { schemeId, actor, newId, now } = context
  const { personId, relatedPersonId, ...call } = input
  return inTransaction(context, async (tx) => {
    if ((await findPerson(tx, actor, personId)) === undefined) throw new Refusal('not-found')
    if (relatedPersonId !== undefined && (await findRelatedPerson(tx, { personId, relatedPersonId })) === undefined)
      throw invalid('#/relatedPersonId', 'Choose somebody of the record of this person, or leave it out')
    const row = {
      schemeId,
      id: newId(),
      personId,
      organisationId: actor.organisationId,
      relatedPersonId: relatedPersonId ?? null,
      ...call,
      at: now(),
      byId: actor.membershipId,
    }
    await insertCall(tx, row)
    await recordAudit(tx, context, {
      action: 'call-from-other.kept',
      subjectKind: 'call-from-other',
      subjectId: row.id,
      personId,
      detail: { inConfidence: call.inConfidence },
    })
    return { ...row, byName: actor.name }
  })
}
