import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context } from '../../../platform/context.ts'
import { fromCursor, toPage } from '../../../platform/http/paging.ts'
import { type ConcernInBrief, listConcernRows } from '../store.ts'
import { readerOf } from './reader-of.ts'

/** Those that I may read, the newest first. */
export async function listConcerns(
  context: Context,
  { open, limit, after }: { open: boolean; limit: number; after?: string | undefined },
): Promise<{ items: ConcernInBrief[]; next: string | null }> {
  const [before] = fromCursor(after, 1) ?? []
  return context.db.transaction(async (tx) => {
    const page = toPage(
      await listConcernRows(tx, await readerOf(tx, context), { open, before, limit }),
      limit,
      ({ id }) => [id],
    )
    const personIds = [...new Set(page.items.flatMap(({ personId }) => (personId === null ? [] : [personId])))]
    await recordAudit(tx, context, {
      action: 'concerns.listed',
      subjectKind: 'concern',
      detail: { concernIds: page.items.map(({ id }) => id), personIds },
    })
    return page
  })
}
