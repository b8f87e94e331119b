import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context } from '../../../platform/context.ts'
import { invalid, Refusal } from '../../../platform/problems.ts'
import { inTransaction } from '../../../platform/transaction.ts'
import type { PanelDecision } from '../kinds.ts'
import { keepsFunding } from '../policy.ts'
import {
  type FundingAgreementView,
  findFundingAgreementForUpdate,
  updateFundingAgreement,
} from '../store/agreements.ts'
import { getFundingAgreement } from './read-funding-agreement.ts'

type Input = { fundingAgreementId: string; decision: PanelDecision; on: string; note?: string | undefined }

/** What the independent panel said. A yes and a no are final; what was put off is decided again. */
export async function recordPanelDecision(context: Context, input: Input): Promise<FundingAgreementView> {
  const { fundingAgreementId, decision, on, note } = input
  const { actor, today } = context
  if (on > today()) throw invalid('#/on', 'Enter the day the panel met: it cannot be in the future')
  return inTransaction(context, async (tx) => {
    const agreement = await findFundingAgreementForUpdate(tx, actor, fundingAgreementId)
    if (agreement === undefined) throw new Refusal('not-found')
    if (!keepsFunding(actor)) throw new Refusal('not-allowed')
    if (agreement.panelDecision === 'approved' || agreement.panelDecision === 'declined')
      throw new Refusal('already-done', `The panel has ${agreement.panelDecision} it`)
    await updateFundingAgreement(tx, agreement, {
      panelDecision: decision,
      panelDecidedOn: on,
      panelNote: note ?? null,
    })
    await recordAudit(tx, context, {
      action: `funding-agreement.${decision}`,
      subjectKind: 'funding-agreement',
      subjectId: fundingAgreementId,
      detail: { on },
    })
    return getFundingAgreement(tx, context, fundingAgreementId)
  })
}
