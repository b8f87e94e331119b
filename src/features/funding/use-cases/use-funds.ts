import type { SystemContext, Tx } from '../../../platform/context.ts'
import { markCommitment } from '../store/commitments.ts'
import { commitFunds } from './commit-funds.ts'
import type { FundedPlace } from './take-payer.ts'

/** The person has begun: the money is used. A place that was agreed before agreements were kept finds its payer now. */
export async function useFunds(tx: Tx, context: SystemContext, place: FundedPlace): Promise<void> {
  const begun = { status: 'used', startedOn: place.on } as const
  if (await markCommitment(tx, place.placementId, begun)) return
  await commitFunds(tx, context, place)
  await markCommitment(tx, place.placementId, begun)
}

/** The person went through with it: the cost is that of a completed place. */
export async function completeFunds(tx: Tx, { placementId, on }: { placementId: string; on: string }): Promise<void> {
  await markCommitment(tx, placementId, { completedOn: on })
}
