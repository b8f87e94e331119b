import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context } from '../../../platform/context.ts'
import { invalid, Refusal } from '../../../platform/problems.ts'
import { inTransaction } from '../../../platform/transaction.ts'
import { normaliseNhsNumber } from '../../people/public.ts'
import { deleteOwnRecord, replaceOwnRecord } from '../store/own-records.ts'
import { findMemberNameUnscoped, findPersonUnscoped } from '../store.ts'

/** Says which record is a member of staff's own, or that none is: from then on looks at it and at those nearby are asked about. */
export async function noteOwnRecord(
  context: Context,
  { membershipId, nhsNumber }: { membershipId: string; nhsNumber: string | null },
): Promise<{ isKnown: boolean }> {
  if ((await findMemberNameUnscoped(context, membershipId)) === undefined) throw new Refusal('not-found')
  const personId = nhsNumber === null ? undefined : await getPersonId(context, nhsNumber)
  return inTransaction(context, async (tx) => {
    if (personId === undefined) await deleteOwnRecord(tx, membershipId)
    else await replaceOwnRecord(tx, context, { membershipId, personId })
    await recordAudit(tx, context, {
      action: personId === undefined ? 'own-record.forgotten' : 'own-record.noted',
      subjectKind: 'membership',
      subjectId: membershipId,
      ...(personId === undefined ? {} : { personId }),
    })
    return { isKnown: personId !== undefined }
  })
}

async function getPersonId(context: Context, given: string): Promise<string> {
  const nhsNumber = normaliseNhsNumber(given)
  if (nhsNumber === undefined) throw invalid('#/nhsNumber', 'Check the NHS number: its last digit does not fit')
  const person = await findPersonUnscoped(context, { nhsNumber })
  if (person === undefined)
    throw invalid('#/nhsNumber', 'Nobody of this scheme has that number: there is no record to watch')
  return person.personId
}
