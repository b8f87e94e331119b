import type { SystemContext, Tx } from '../../../platform/context.ts'
import { insertCommitment } from '../store/commitments.ts'
import { type FundedPlace, takePayer } from './take-payer.ts'

/** A group has said yes: the money for the place is kept. Without a payer the place goes ahead, and stands on a list. */
export async function commitFunds(tx: Tx, context: SystemContext, place: FundedPlace): Promise<void> {
  const { on: _, ...of } = place
  await insertCommitment(tx, context, {
    id: context.newId(),
    ...of,
    ...(await takePayer(tx, place)),
    status: 'committed',
    committedAt: context.now(),
  })
}
