import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/problems.ts'
import { inTransaction } from '../../../platform/transaction.ts'
import type { FundingAgreementPatch } from '../contract.ts'
import { keepsFunding } from '../policy.ts'
import { faultsOfTerms } from '../rules.ts'
import {
  type FundingAgreement,
  type FundingAgreementView,
  findFundingAgreementForUpdate,
  updateFundingAgreement,
} from '../store/agreements.ts'
import { getFundingAgreement } from './read-funding-agreement.ts'

/** Changes what was written down. What the panel has approved stands as it is, but may end sooner. */
export async function amendFundingAgreement(
  context: Context,
  { fundingAgreementId, version, patch }: { fundingAgreementId: string; version: number; patch: FundingAgreementPatch },
): Promise<FundingAgreementView> {
  const { actor } = context
  return inTransaction(context, async (tx) => {
    const agreement = await findFundingAgreementForUpdate(tx, actor, fundingAgreementId)
    if (agreement === undefined) throw new Refusal('not-found')
    if (!keepsFunding(actor)) throw new Refusal('not-allowed')
    if (agreement.version !== version) throw new Refusal('changed-by-someone-else')

    const given: Partial<FundingAgreement> = Object.fromEntries(
      Object.entries(patch).filter(([, value]) => value !== undefined),
    )
    const after = { ...agreement, ...given }
    // Of a block the value follows, unless somebody says it, which is then held against the places.
    const isBlock = agreement.kind === 'block' && given.valuePence === undefined && after.places !== null
    const changes = isBlock ? { ...given, valuePence: (after.places ?? 0) * after.unitPricePence } : given
    const faults = faultsOfTerms({ ...after, ...changes })
    if (faults.length > 0) throw new Refusal('invalid-request', 'The terms are not whole', faults)
    if (agreement.panelDecision === 'declined')
      throw new Refusal('not-possible', 'The panel declined it: write down a new agreement')
    if (agreement.panelDecision === 'approved' && !isSooner(agreement, given))
      throw new Refusal(
        'not-possible',
        'The panel approved it as it stands: it may end sooner, for more write down a new one',
      )
    await updateFundingAgreement(tx, agreement, changes)
    await recordAudit(tx, context, {
      action: 'funding-agreement.amended',
      subjectKind: 'funding-agreement',
      subjectId: fundingAgreementId,
      detail: { fields: Object.keys(given) },
    })
    return getFundingAgreement(tx, context, fundingAgreementId)
  })
}

const isSooner = (before: FundingAgreement, given: Partial<FundingAgreement>): boolean =>
  Object.keys(given).every((field) => field === 'endsOn') && (given.endsOn ?? before.endsOn) <= before.endsOn
