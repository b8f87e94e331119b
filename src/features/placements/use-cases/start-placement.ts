import type { Context } from '../../../platform/context.ts'
import { inTransaction } from '../../../platform/transaction.ts'
import type { OwnedPlacement } from '../store.ts'
import { recordPlacementStep, refuseImpossibleDay, startPlacementStep } from './take-placement-step.ts'

/** The person has begun. */
export async function startPlacement(
  context: Context,
  input: { placementId: string; on?: string | undefined },
): Promise<OwnedPlacement> {
  const on = input.on ?? context.today()
  refuseImpossibleDay(on, context.today(), null)
  return inTransaction(context, async (tx) => {
    const { placement, status } = await startPlacementStep(tx, context, input.placementId, 'start')
    const step = { step: 'start', on, changes: { startedOn: on } } as const
    return { ...placement, ...(await recordPlacementStep(tx, context, { placement, status }, step)) }
  })
}
