import type { Context } from '../../../platform/context.ts'
import { inTransaction } from '../../../platform/transaction.ts'
import { getListItem, getScheme } from '../../schemes/public.ts'
import type { OwnedPlacement } from '../store.ts'
import { recordPlacementStep, startPlacementStep } from './take-placement-step.ts'
import { tellOfFailedOffer } from './tell-advisor.ts'

/** The provider says no, and why; the advisor looks for something else. */
export async function declinePlacement(
  context: Context,
  input: { placementId: string; reason: string; note?: string | undefined },
): Promise<OwnedPlacement> {
  const { placementId, reason, note } = input
  getListItem(await getScheme(context), 'offer-decline-reason', reason, '#/reason')
  return inTransaction(context, async (tx) => {
    const { placement, status } = await startPlacementStep(tx, context, placementId, 'decline')
    await tellOfFailedOffer(tx, context, placement, 'offer-declined')
    const step = { step: 'decline', on: context.today(), reason, note } as const
    return { ...placement, ...(await recordPlacementStep(tx, context, { placement, status }, step)) }
  })
}
