import type { Context } from '../../../platform/context.ts'
import { fromCursor, toPage } from '../../../platform/http/paging.ts'
import { type Absence, listAbsenceRows } from '../store.ts'

type Query = { from?: string | undefined; to?: string | undefined; after?: string | undefined; limit: number }

/** Who of the actor's organisation is away in these days, and who stands in. */
export async function listAbsences(
  context: Context,
  { from = context.today(), to = '9999-12-31', after, limit }: Query,
): Promise<{ items: (Absence & { name: string; label: string })[]; next: string | null }> {
  const rows = await listAbsenceRows(context.db, context.actor, { from, to, limit, after: fromCursor(after, 2) })
  return toPage(rows, limit, ({ fromOn, id }) => [fromOn, id])
}
