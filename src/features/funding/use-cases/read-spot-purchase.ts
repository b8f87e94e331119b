import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context } from '../../../platform/context.ts'
import { getSpotPurchaseView, type SpotPurchaseView } from '../store/spot-purchases.ts'

/** One purchase, before somebody says yes or no; the look is recorded, because it leads to a person. */
export async function readSpotPurchase(
  context: Context,
  { spotPurchaseId }: { spotPurchaseId: string },
): Promise<SpotPurchaseView> {
  return context.db.transaction(async (tx) => {
    const purchase = await getSpotPurchaseView(tx, context.actor, spotPurchaseId)
    await recordAudit(tx, context, {
      action: 'spot-purchase.read',
      subjectKind: 'spot-purchase',
      subjectId: spotPurchaseId,
      detail: { referralIds: [purchase.referralId] },
    })
    return purchase
  })
}
