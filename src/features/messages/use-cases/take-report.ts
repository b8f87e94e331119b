import type { SystemContext } from '../../../platform/context.ts'
import { findByJobForUpdate } from '../store/delivery.ts'
import { type Settled, settleDelivery } from './settle-delivery.ts'

/** A server says what became of a message that it took. Told again, it changes nothing; false when it is none of ours. */
export async function takeReport(
  context: SystemContext,
  { jobId, delivery }: { jobId: string; delivery: Settled },
): Promise<boolean> {
  return context.db.transaction(async (tx) => {
    const message = await findByJobForUpdate(tx, jobId)
    if (message === undefined) return false
    await settleDelivery(tx, context, { outgoingId: message.id, delivery })
    return true
  })
}
