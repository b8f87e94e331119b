import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/problems.ts'
import { type PersonRecord, readPersonRecord } from '../store.ts'

export async function readPerson(context: Context, input: { personId: string }): Promise<PersonRecord> {
  const person = await readPersonRecord(context, input.personId, context.newId())
  if (person === undefined) throw new Refusal('not-found')
  return person
}
