import type { Context } from '../../../platform/context.ts'
import { fromCursor, toPage } from '../../../platform/http/paging.ts'
import { type Import, listImportRows } from '../store.ts'
import { requireBringer } from './find-my-import.ts'

export async function listImports(
  context: Context,
  { limit, after }: { limit: number; after?: string | undefined },
): Promise<{ items: Import[]; next: string | null }> {
  const rows = await listImportRows(context.db, requireBringer(context.actor), { limit, after: fromCursor(after, 1) })
  return toPage(rows, limit, (row) => [row.id])
}
