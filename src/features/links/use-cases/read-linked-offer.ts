import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context } from '../../../platform/context.ts'
import { type OfferNow, readOffer } from '../../placements/public.ts'

/** An offer as its link shows it. No name stands in it; that it was looked at is kept all the same. */
export async function readLinkedOffer(context: Context, { placementId }: { placementId: string }): Promise<OfferNow> {
  return context.db.transaction(async (tx) => {
    const offer = await readOffer({ ...context, db: tx }, { placementId })
    await recordAudit(tx, context, {
      action: 'placement.shown',
      subjectKind: 'placement',
      subjectId: placementId,
      detail: { byLink: true },
    })
    return offer
  })
}
