import type { Context, Tx } from '../../../platform/context.ts'
import { stopReachingAbout } from '../../people/public.ts'
import { askToTell } from '../store/tellings.ts'
import { cancelPlanned } from '../store.ts'
import { isVisit } from '../telling.ts'

/**
 * Ends what is planned when its episode ends. What is written to the person about it, or about the episode, does not leave
 * any more; who expects somebody hears that nobody comes.
 */
export async function cancelPlannedContacts(tx: Tx, context: Context, referralId: string): Promise<void> {
  const cancelled = await cancelPlanned(tx, context, referralId, 'referral-ended')
  await stopReachingAbout(tx, context, [referralId, ...cancelled.map(({ id }) => id)])
  for (const { id, way } of cancelled) if (isVisit(way)) await askToTell(tx, context, id)
}
