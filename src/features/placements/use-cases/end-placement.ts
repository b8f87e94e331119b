import type { Context } from '../../../platform/context.ts'
import { inTransaction } from '../../../platform/transaction.ts'
import { getListItem, getScheme } from '../../schemes/public.ts'
import type { OwnedPlacement } from '../store.ts'
import { recordPlacementStep, refuseImpossibleDay, startPlacementStep } from './take-placement-step.ts'

/** The person stops before the end, or never began, and why. */
export async function endPlacement(
  context: Context,
  input: { placementId: string; reason: string; on?: string | undefined; note?: string | undefined },
): Promise<OwnedPlacement> {
  const { placementId, reason, note, on = context.today() } = input
  getListItem(await getScheme(context), 'placement-end-reason', reason, '#/reason')
  return inTransaction(context, async (tx) => {
    const { placement, status } = await startPlacementStep(tx, context, placementId, 'end')
    refuseImpossibleDay(on, context.today(), placement.startedOn)
    const step = { step: 'end', on, reason, note } as const
    return { ...placement, ...(await recordPlacementStep(tx, context, { placement, status }, step)) }
  })
}
