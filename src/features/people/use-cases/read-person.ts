import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/problems.ts'
import { findClosedIds } from '../store/closed-people.ts'
import { type PersonRecord, readPersonRecord } from '../store.ts'

export async function readPerson(context: Context, input: { personId: string }): Promise<PersonRecord> {
  const person = await readPersonRecord(context, input.personId, context.newId())
  if (person !== undefined) return person
  if ((await findClosedIds(context, input)).length > 0)
    throw new Refusal(
      'record-closed',
      'Ask a colleague who is named, or the privacy officer. If you must, open it with a reason',
    )
  throw new Refusal('not-found')
}
