import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context } from '../../../platform/context.ts'
import { fromCursor, toPage } from '../../../platform/http/paging.ts'
import { listOpeningRows, type Opening } from '../store/closed-records.ts'

/** Closed records that somebody opened with a reason: those to review, or those that were. */
export async function listOpenings(
  context: Context,
  { reviewed, limit, after }: { reviewed: boolean; limit: number; after?: string | undefined },
): Promise<{ items: Opening[]; next: string | null }> {
  const [before] = fromCursor(after, 1) ?? []
  return context.db.transaction(async (tx) => {
    const page = toPage(await listOpeningRows(tx, { reviewed, before, limit }), limit, ({ id }) => [id])
    await recordAudit(tx, context, {
      action: 'record-openings.listed',
      subjectKind: 'record-opening',
      detail: { openingIds: page.items.map(({ id }) => id) },
    })
    return page
  })
}
