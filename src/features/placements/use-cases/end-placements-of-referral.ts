import type { Context, SystemContext, Tx } from '../../../platform/context.ts'
import { releaseFunds } from '../../funding/public.ts'
import { closeTasksAbout } from '../../tasks/public.ts'
import { findOpenEntriesForUpdate, type WaitingEntry } from '../store/waiting.ts'
import { findLivePlacementsForUpdate, type Placement } from '../store.ts'
import type { WaitingLeftReason } from '../waiting.ts'
import { ENTERED_IN_ERROR } from './follow-with-funds.ts'
import { recordPlacementStep } from './take-placement-step.ts'
import { recordWaitingStep } from './take-waiting-step.ts'

/**
 * Ends what is live of a referral that ends: who has started is ended, what was only agreed or offered is cancelled, nobody
 * waits any more. Places are free again, the providers' access is over and the person is not to be asked for them any more,
 * in the caller's transaction. The caller holds the referral's row; `reason` is the code with which the referral ended.
 */
export async function endPlacementsOf(
  tx: Tx,
  context: Context | SystemContext,
  referralId: string,
  { reason }: { reason: string },
): Promise<void> {
  const live = await findLivePlacementsForUpdate(tx, referralId)
  // All at once, and before any place is freed: agreements are locked in one order.
  const placementIds = live.filter(({ status }) => status !== 'offered').map(({ id }) => id)
  await releaseFunds(tx, context, { placementIds, isMistake: reason === ENTERED_IN_ERROR })
  // Both in one order of activity: whoever gives several places back waits in no circle.
  const waiting = await findOpenEntriesForUpdate(tx, referralId)
  const ends: (Placement | WaitingEntry)[] = [...live, ...waiting].toSorted((one, other) =>
    one.activityId < other.activityId ? -1 : 1,
  )
  for (const one of ends)
    if ('providerId' in one) await endPlacement(tx, context, one, reason)
    else await leaveList(tx, context, one, 'referral-ended')
}

async function endPlacement(tx: Tx, context: Context | SystemContext, placement: Placement, reason: string) {
  const hasStarted = placement.status === 'started'
  const status = hasStarted ? 'ended' : 'cancelled'
  const step = { step: hasStarted ? 'end' : 'cancel', on: context.today(), reason } as const
  await recordPlacementStep(tx, context, { placement, status }, step)
  if (placement.status === 'offered') return
  await closeTasksAbout(tx, context, { kind: 'ask-to-share', subjectId: placement.id, outcome: 'referral-ended' })
}

/** Takes somebody off a list because of what happened to their referral. */
export async function leaveList(
  tx: Tx,
  context: Context | SystemContext,
  entry: WaitingEntry,
  reason: WaitingLeftReason,
): Promise<void> {
  await recordWaitingStep(tx, context, { entry, status: 'left' }, 'leave', { leftBecause: reason, detail: { reason } })
}
