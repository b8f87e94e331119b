import type { Context, SystemContext, Tx } from '../../../platform/context.ts'
import { releaseFunds } from '../../funding/public.ts'
import { closeTasksAbout } from '../../tasks/public.ts'
import { findLivePlacementsForUpdate } from '../store.ts'
import { recordPlacementStep } from './take-placement-step.ts'

/**
 * Ends what is live of a referral that ends: who has started is ended, what was only agreed or offered is cancelled. Places
 * are free again, the providers' access is over and the person is not to be asked for them any more, in the caller's transaction. The caller holds the referral's row;
 * `reason` is the code with which the referral ended.
 */
export async function endPlacementsOf(
  tx: Tx,
  context: Context | SystemContext,
  referralId: string,
  { reason }: { reason: string },
): Promise<void> {
  const on = context.today()
  const live = await findLivePlacementsForUpdate(tx, referralId)
  // All at once, and before any place is freed: agreements are locked in one order.
  const placementIds = live.filter(({ status }) => status === 'accepted').map(({ id }) => id)
  await releaseFunds(tx, context, { placementIds })
  for (const placement of live) {
    const hasStarted = placement.status === 'started'
    const status = hasStarted ? 'ended' : 'cancelled'
    await recordPlacementStep(tx, context, { placement, status }, { step: hasStarted ? 'end' : 'cancel', on, reason })
    if (placement.status === 'offered') continue
    await closeTasksAbout(tx, context, { kind: 'ask-to-share', subjectId: placement.id, outcome: 'referral-ended' })
  }
}
