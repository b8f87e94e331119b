import type { SystemContext, Tx } from '../../../platform/context.ts'
import { giveFundsBack } from '../store/agreements.ts'
import { listLiveCommitmentsUnscoped, updateCommitment } from '../store/commitments.ts'
import { freePurchasesOf } from '../store/spot-purchases.ts'

/**
 * Places that came to nothing give their money back. What has begun is used and stays so, unless it never was
 * (`isMistake`) and stands on no statement. Whoever ends several places names them all at once, before it frees any, so
 * that agreements are locked in one order.
 */
export async function releaseFunds(
  tx: Tx,
  { now }: SystemContext,
  { placementIds, isMistake = false }: { placementIds: readonly string[]; isMistake?: boolean },
): Promise<void> {
  if (placementIds.length === 0) return
  for (const { id, placementId, agreementId, amountPence, status, statementId } of await listLiveCommitmentsUnscoped(
    tx,
    placementIds,
  )) {
    if (status === 'used' && !(isMistake && statementId === null)) continue
    await updateCommitment(tx, id, { status: 'released', releasedAt: now() })
    if (agreementId === null) continue
    await giveFundsBack(tx, { agreementId, amountPence })
    await freePurchasesOf(tx, placementId)
  }
}
