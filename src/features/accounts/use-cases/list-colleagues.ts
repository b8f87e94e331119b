import type { z } from 'zod'
import type { Context } from '../../../platform/context.ts'
import { fromCursor, toPage } from '../../../platform/http/paging.ts'
import type { ColleaguesQuery } from '../contract.ts'
import { type Colleague, listColleagueRows } from '../store/memberships.ts'

export async function listColleagues(
  context: Context,
  { role, limit, after }: z.infer<typeof ColleaguesQuery>,
): Promise<{ items: Colleague[]; next: string | null }> {
  const rows = await listColleagueRows(context.db, { role, limit, after: fromCursor(after, 2) })
  return toPage(rows, limit, (row) => [row.name, row.id])
}
