import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/problems.ts'
import { inTransaction } from '../../../platform/transaction.ts'
import { findReferralForUpdate, isService } from '../../referrals/public.ts'
import { changeImportedScore, findImportedScore, type ImportedScore } from '../store/imported-scores.ts'

/** The total was somebody else's, or wrong in the earlier record: it stays to be read. Open in every episode. */
export async function enterImportedScoreInError(
  context: Context,
  input: { importedScoreId: string; note: string },
): Promise<ImportedScore> {
  const { importedScoreId, note } = input
  const { actor, now } = context
  return inTransaction(context, async (tx) => {
    const found = await findImportedScore(tx, actor, importedScoreId)
    const referral = found === undefined ? undefined : await findReferralForUpdate(tx, actor, found.referralId)
    if (referral === undefined) throw new Refusal('not-found')
    if (!isService(actor, referral)) throw new Refusal('not-allowed')
    const changed = await changeImportedScore(tx, importedScoreId, {
      enteredInErrorAt: now(),
      enteredInErrorById: actor.membershipId,
      enteredInErrorNote: note,
    })
    if (changed === undefined) throw new Refusal('step-not-open', 'The total was entered in error already')
    await recordAudit(tx, context, {
      action: 'score.entered-in-error',
      subjectKind: 'referral',
      subjectId: referral.id,
      personId: referral.personId,
      detail: { importedScoreId },
    })
    return changed
  })
}
