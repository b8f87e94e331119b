import type { z } from 'zod'
import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context } from '../../../platform/context.ts'
import { fromCursor, toPage } from '../../../platform/http/paging.ts'
import type { SpotPurchasesQuery } from '../spot-contract.ts'
import { listSpotPurchaseViews, type SpotPurchaseView } from '../store/spot-purchases.ts'

/** What was bought or is asked for, the newest first; the look is recorded, because it leads to people. */
export async function listSpotPurchases(
  context: Context,
  { status, limit, after }: z.infer<typeof SpotPurchasesQuery>,
): Promise<{ items: SpotPurchaseView[]; next: string | null }> {
  return context.db.transaction(async (tx) => {
    const past = fromCursor(after, 1)?.[0]
    const page = toPage(await listSpotPurchaseViews(tx, context.actor, { status, past, limit }), limit, ({ id }) => [
      id,
    ])
    if (page.items.length > 0)
      await recordAudit(tx, context, {
        action: 'spot-purchases.listed',
        subjectKind: 'spot-purchase',
        detail: { referralIds: page.items.map(({ referralId }) => referralId) },
      })
    return page
  })
}
