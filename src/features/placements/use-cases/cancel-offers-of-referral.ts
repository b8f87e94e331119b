import type { Context, Tx } from '../../../platform/context.ts'
import { findOpenEntriesForUpdate } from '../store/waiting.ts'
import { findLivePlacementsForUpdate } from '../store.ts'
import { leaveList } from './end-placements-of-referral.ts'
import { recordPlacementStep } from './take-placement-step.ts'

/**
 * Takes back what was only offered of a referral, to one group or to all: the person withdrew. Who comes already is told
 * no more by the answer itself. When no group is to be told, nobody waits to be offered to one. The caller holds the
 * referral's row. Gives what was cancelled.
 */
export async function cancelOffersOf(
  tx: Tx,
  context: Context,
  { referralId, providerId, reason }: { referralId: string; providerId: string | null; reason: string },
): Promise<string[]> {
  const cancelled: string[] = []
  for (const placement of await findLivePlacementsForUpdate(tx, referralId)) {
    if (placement.status !== 'offered' || (providerId !== null && placement.providerId !== providerId)) continue
    const step = { step: 'cancel', on: context.today(), reason } as const
    await recordPlacementStep(tx, context, { placement, status: 'cancelled' }, step)
    cancelled.push(placement.id)
  }
  if (providerId === null)
    for (const entry of await findOpenEntriesForUpdate(tx, referralId))
      await leaveList(tx, context, entry, 'does-not-want-it-now')
  return cancelled
}
