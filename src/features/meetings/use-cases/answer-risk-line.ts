import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/problems.ts'
import { inTransaction } from '../../../platform/transaction.ts'
import type { RiskAnswer } from '../kinds.ts'
import { answerRiskLine } from '../store/risk-lists.ts'

/** Notes that somebody of the list was offered a referral or declined it; null takes the note back. */
export async function answerRisk(
  context: Context,
  { lineId, answer }: { lineId: string; answer: RiskAnswer | null },
): Promise<{ id: string; answer: RiskAnswer | null }> {
  return inTransaction(context, async (tx) => {
    const answeredOn = answer === null ? null : context.today()
    if (!(await answerRiskLine(tx, context.actor, { lineId, answer, answeredOn }))) throw new Refusal('not-found')
    await recordAudit(tx, context, { action: 'risk-list.answered', subjectKind: 'risk-line', subjectId: lineId })
    return { id: lineId, answer }
  })
}
