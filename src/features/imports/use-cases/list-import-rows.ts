import type { Context } from '../../../platform/context.ts'
import { fromCursor, toPage } from '../../../platform/http/paging.ts'
import type { ImportKind, RowState } from '../kinds.ts'
import { type ImportRow, listRows } from '../store.ts'
import { findMyImport } from './find-my-import.ts'

type Input = { importId: string; state?: RowState | undefined; limit: number; after?: string | undefined }

/** What became of each row, without what stands in it. */
export async function listImportedRows(
  context: Context,
  { importId, state, limit, after }: Input,
): Promise<{ kind: ImportKind; items: ImportRow[]; next: string | null }> {
  const found = await findMyImport(context, importId)
  const [number] = fromCursor(after, 1) ?? []
  const rows = await listRows(context.db, importId, {
    ...(state === undefined ? {} : { states: [state] }),
    ...(number === undefined ? {} : { after: Number(number) }),
    limit: limit + 1,
  })
  return { kind: found.kind, ...toPage(rows, limit, (row) => [String(row.number)]) }
}
