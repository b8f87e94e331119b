import type { z } from 'zod'
import type { Context } from '../../../platform/context.ts'
import { fromCursor, toPage } from '../../../platform/http/paging.ts'
import type { ActivitiesQuery } from '../contract.ts'
import { type Activity, listActivityRows } from '../store.ts'

/** One page of the directory, by name. No person is in it, so the look is not recorded. */
export async function listActivities(
  context: Context,
  query: z.infer<typeof ActivitiesQuery>,
): Promise<{ items: Activity[]; next: string | null }> {
  const { category, providerId, hasRoom, q, words, area, limit, after } = query
  const filter = { category, providerId, hasRoom, q, words, area, limit, after: fromCursor(after, 2) }
  const rows = await listActivityRows(context.db, filter)
  return toPage(rows, limit, (row) => [row.name, row.id])
}
