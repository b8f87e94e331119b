import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context, Tx } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/problems.ts'
import { inTransaction } from '../../../platform/transaction.ts'
import { findReferralForUpdate, isService } from '../../referrals/public.ts'
import {
  type Commitment,
  findCommitmentUnscoped,
  findPlaceForUpdate,
  type PaidPlace,
  updateCommitment,
} from '../store/commitments.ts'
import { takePayer } from './take-payer.ts'

/** Looks again for who pays for a place: an agreement was approved since, or somebody allowed a purchase. */
export async function payForPlace(context: Context, { commitmentId }: { commitmentId: string }): Promise<PaidPlace> {
  return inTransaction(context, async (tx) => {
    const known = await findCommitmentUnscoped(tx, commitmentId)
    const referral = known && (await findReferralForUpdate(tx, context.actor, known.referralId))
    if (referral === undefined) throw new Refusal('not-found')
    if (!isService(context.actor, referral)) throw new Refusal('not-allowed')
    const place = await findPlaceForUpdate(tx, context, commitmentId)
    if (place === undefined) throw new Refusal('not-found')
    if (place.status === 'released') throw new Refusal('step-not-open', 'The place came to nothing')
    if (place.agreementId !== null) throw new Refusal('already-done', 'The place is paid for')
    if (!(await findItsPayer(tx, context, place)))
      throw new Refusal('not-possible', 'Nobody pays for it yet: add an agreement, or ask for a spot purchase')
    return { ...place, ...(await findPlaceForUpdate(tx, context, commitmentId)) }
  })
}

/** Gives an unpaid place its payer, when there is one. The caller holds the referral's and the commitment's row. */
export async function findItsPayer(tx: Tx, context: Context, commitment: Commitment): Promise<boolean> {
  const on = commitment.startedOn ?? context.today()
  const payer = await takePayer(tx, { ...commitment, on })
  await updateCommitment(tx, commitment.id, payer)
  if (payer.agreementId === null) return false
  await recordAudit(tx, context, {
    action: 'funding-commitment.paid',
    subjectKind: 'funding-commitment',
    subjectId: commitment.id,
    detail: { agreementId: payer.agreementId, referralIds: [commitment.referralId] },
  })
  return true
}
