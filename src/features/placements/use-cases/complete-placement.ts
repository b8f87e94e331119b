import type { Context } from '../../../platform/context.ts'
import { inTransaction } from '../../../platform/transaction.ts'
import type { OwnedPlacement } from '../store.ts'
import { recordPlacementStep, refuseImpossibleDay, startPlacementStep } from './take-placement-step.ts'

/** The person went through with it. */
export async function completePlacement(
  context: Context,
  input: { placementId: string; on?: string | undefined; note?: string | undefined },
): Promise<OwnedPlacement> {
  const { placementId, note, on = context.today() } = input
  return inTransaction(context, async (tx) => {
    const { placement, status } = await startPlacementStep(tx, context, placementId, 'complete')
    refuseImpossibleDay(on, context.today(), placement.startedOn)
    const step = { step: 'complete', on, note } as const
    return { ...placement, ...(await recordPlacementStep(tx, context, { placement, status }, step)) }
  })
}
