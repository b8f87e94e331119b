import type { Context, SystemContext, Tx } from '../../../platform/context.ts'
import { commitFunds, completeFunds, releaseFunds, useFunds } from '../../funding/public.ts'
import type { PlacementStatus } from '../lifecycle.ts'
import type { Placement } from '../store.ts'

/** Why somebody takes out a placement that was made for the wrong person. */
export const ENTERED_IN_ERROR = 'entered-in-error'

/**
 * The money follows the person: a yes keeps it, the first time uses it, an end before that gives it back. Before the place
 * is freed, because agreements are locked before activities. A place that was brought from an earlier record is not paid
 * for here: what paid for it then is in that record.
 */
export async function followWithFunds(
  tx: Tx,
  context: Context | SystemContext,
  { id: placementId, referralId, activityId, providerId, status: before }: Placement,
  { status, on, reason }: { status: PlacementStatus; on: string; reason?: string | undefined },
): Promise<void> {
  switch (status) {
    case 'accepted':
      return commitFunds(tx, context, { placementId, referralId, activityId, providerId, on })
    case 'started':
      return useFunds(tx, context, { placementId, referralId, activityId, providerId, on })
    case 'completed':
      return completeFunds(tx, { placementId, on })
    case 'declined':
    case 'lapsed':
    case 'cancelled':
    case 'ended':
      // Of what was only offered nothing is kept yet.
      if (before === 'offered') return
      return releaseFunds(tx, context, { placementIds: [placementId], isMistake: reason === ENTERED_IN_ERROR })
    case 'offered':
      return
  }
}
