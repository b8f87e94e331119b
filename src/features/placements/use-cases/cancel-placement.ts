import type { Context } from '../../../platform/context.ts'
import { inTransaction } from '../../../platform/transaction.ts'
import type { OwnedPlacement } from '../store.ts'
import { recordPlacementStep, startPlacementStep } from './take-placement-step.ts'

/** The service takes the offer back before the person has started. */
export async function cancelPlacement(
  context: Context,
  input: { placementId: string; note: string },
): Promise<OwnedPlacement> {
  return inTransaction(context, async (tx) => {
    const { placement, status } = await startPlacementStep(tx, context, input.placementId, 'cancel')
    const step = { step: 'cancel', on: context.today(), note: input.note } as const
    return { ...placement, ...(await recordPlacementStep(tx, context, { placement, status }, step)) }
  })
}
