import type { Context } from '../../../platform/context.ts'
import { fromCursor, toPage } from '../../../platform/http/paging.ts'
import { type FoundPerson, searchPeople as search } from '../store.ts'

type Input = {
  nhsNumber?: string | undefined
  familyName?: string | undefined
  givenName?: string | undefined
  bornOn?: string | undefined
  limit: number
  after?: string | undefined
}

export async function searchPeople(
  context: Context,
  input: Input,
): Promise<{ items: FoundPerson[]; next: string | null }> {
  const rows = await search(context, { ...input, after: fromCursor(input.after, 2) }, context.newId())
  return toPage(rows, input.limit, (row) => [row.surnameKey, row.id])
}
