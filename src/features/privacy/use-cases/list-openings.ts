import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context } from '../../../platform/context.ts'
import { fromCursor, toPage } from '../../../platform/http/paging.ts'
import type { ReviewState } from '../kinds.ts'
import { listOpeningRows, listOwnOpeningRows, type Opening } from '../store/closed-records.ts'

/** Closed records that somebody opened with a reason: those to review, those that wait since yesterday, or those that were. */
export async function listOpenings(
  context: Context,
  { state, limit, after }: { state: ReviewState; limit: number; after?: string | undefined },
): Promise<{ items: Opening[]; next: string | null }> {
  const [before] = fromCursor(after, 1) ?? []
  return context.db.transaction(async (tx) => {
    const page = toPage(
      await listOpeningRows(tx, { state, today: context.today(), before, limit }),
      limit,
      ({ id }) => [id],
    )
    await recordAudit(tx, context, {
      action: 'record-openings.listed',
      subjectKind: 'record-opening',
      detail: { openingIds: page.items.map(({ id }) => id) },
    })
    return page
  })
}

/** What somebody opened themselves, and what the officer said to it. */
export async function listOwnOpenings(
  context: Context,
  { limit, after }: { limit: number; after?: string | undefined },
): Promise<{ items: Omit<Opening, 'memberName' | 'memberLabel' | 'organisationId'>[]; next: string | null }> {
  const [before] = fromCursor(after, 1) ?? []
  return context.db.transaction(async (tx) => {
    const page = toPage(await listOwnOpeningRows(tx, context, { before, limit }), limit, ({ id }) => [id])
    await recordAudit(tx, context, {
      action: 'record-openings.listed-own',
      subjectKind: 'record-opening',
      detail: { openingIds: page.items.map(({ id }) => id) },
    })
    return page
  })
}
