import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/problems.ts'
import { inTransaction } from '../../../platform/transaction.ts'
import { type Agreement, endAgreementRow, findAgreementForUpdate } from '../store.ts'

/** Ends it before its time: from this moment the organisation is told no names by it. */
export async function endAgreement(
  context: Context,
  { agreementId, reason }: { agreementId: string; reason: string },
): Promise<Agreement> {
  return inTransaction(context, async (tx) => {
    const agreement = await findAgreementForUpdate(tx, agreementId)
    if (agreement === undefined) throw new Refusal('not-found')
    if (agreement.endedAt !== null) throw new Refusal('already-done', 'The agreement was ended already')
    await recordAudit(tx, context, {
      action: 'agreement.ended',
      subjectKind: 'sharing-agreement',
      subjectId: agreementId,
    })
    return endAgreementRow(tx, context, agreementId, reason)
  })
}
