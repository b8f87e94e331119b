import type { Context } from '../../../platform/context.ts'
import { fromCursor, toPage } from '../../../platform/http/paging.ts'
import { invalid } from '../../../platform/problems.ts'
import { surnameKey } from '../names.ts'
import { findClosedIds } from '../store/closed-people.ts'
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
): Promise<{ items: FoundPerson[]; next: string | null; closedIds: string[] }> {
  if (input.familyName !== undefined && surnameKey(input.familyName).length < 2)
    throw invalid('#/familyName', 'Enter at least two letters of the surname')
  const rows = await search(context, { ...input, after: fromCursor(input.after, 2) }, context.newId())
  const { nhsNumber } = input
  const closedIds = rows.length > 0 || nhsNumber === undefined ? [] : await findClosedIds(context, { nhsNumber })
  return { ...toPage(rows, input.limit, (row) => [row.surnameKey, row.id]), closedIds }
}
