import type { Context, Tx } from '../../../platform/context.ts'
import { findPresence, standsFor } from '../../absence/public.ts'
import type { Reader } from '../store.ts'

/** Who asks, and for whom they stand in today: what was brought to one who is away is read and answered by their cover. */
export async function readerOf(tx: Tx, context: Context): Promise<Reader> {
  const { actor } = context
  return { actor, standsFor: standsFor(await findPresence(tx, context), actor.membershipId) }
}
