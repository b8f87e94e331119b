import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/problems.ts'
import { inTransaction } from '../../../platform/transaction.ts'
import { findReading, findReferral, type Reading } from '../../referrals/public.ts'
import { type ClosingRecord, findLatestClosing } from '../store.ts'

/** How an episode ended, for both sides. */
export async function readClosing(
  context: Context,
  input: { referralId: string },
): Promise<ClosingRecord & { reading: Reading | undefined }> {
  const { referralId } = input
  return inTransaction(context, async (tx) => {
    const referral = await findReferral(tx, context.actor, referralId)
    const record = referral === undefined ? undefined : await findLatestClosing(tx, referralId)
    if (referral === undefined || record === undefined) throw new Refusal('not-found')
    await recordAudit(tx, context, {
      action: 'closing.read',
      subjectKind: 'closing',
      subjectId: record.closing.id,
      personId: record.closing.personId,
    })
    return { ...record, reading: await findReading(tx, context, referral) }
  })
}
