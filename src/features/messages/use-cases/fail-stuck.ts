import type { SystemContext } from '../../../platform/context.ts'
import { findStuck } from '../store/delivery.ts'
import { settleDelivery } from './settle-delivery.ts'

/** What died with its workers is said to have failed, so that somebody hears of it. Run each hour. */
export async function failStuck(context: SystemContext): Promise<void> {
  await context.db.transaction(async (tx) => {
    for (const outgoingId of await findStuck(tx, 200))
      await settleDelivery(tx, context, { outgoingId, delivery: { is: 'refused', failure: 'job-dead' } })
  })
}
