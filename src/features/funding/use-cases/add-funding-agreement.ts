import type { z } from 'zod'
import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context } from '../../../platform/context.ts'
import { invalid, Refusal } from '../../../platform/problems.ts'
import { inTransaction } from '../../../platform/transaction.ts'
import { findActivity } from '../../activities/public.ts'
import { findOrganisation } from '../../organisations/public.ts'
import type { NewFundingAgreementBody } from '../contract.ts'
import { keepsFunding } from '../policy.ts'
import { faultsOfTerms } from '../rules.ts'
import { type FundingAgreementView, insertFundingAgreement } from '../store/agreements.ts'
import { getFundingAgreement } from './read-funding-agreement.ts'

/** Writes down what a scheme and a group agreed to. It pays for nothing before the panel has approved it. */
export async function addFundingAgreement(
  context: Context,
  input: z.infer<typeof NewFundingAgreementBody>,
): Promise<FundingAgreementView> {
  const { actor, newId, now } = context
  if (!keepsFunding(actor)) throw new Refusal('not-allowed')
  const { providerId, activityId = null, places = null, spotLimitPence = null, unitPricePence } = input
  const valuePence = input.valuePence ?? (input.kind === 'block' && places !== null ? places * unitPricePence : 0)
  const terms = { ...input, activityId, places, spotLimitPence, valuePence }
  const faults = faultsOfTerms(terms)
  if (faults.length > 0) throw new Refusal('invalid-request', 'The terms are not whole', faults)
  return inTransaction(context, async (tx) => {
    const provider = await findOrganisation(tx, providerId)
    if (!provider?.kinds.includes('provider') || provider.closedOn !== null)
      throw invalid('#/providerId', 'Choose a group of the scheme')
    if (activityId !== null && (await findActivity(tx, activityId))?.providerId !== providerId)
      throw invalid('#/activityId', 'Choose an activity of this group, or leave it out for any')
    const id = newId()
    await insertFundingAgreement(tx, context, { id, ...terms, addedAt: now(), addedById: actor.membershipId })
    await recordAudit(tx, context, {
      action: 'funding-agreement.added',
      subjectKind: 'funding-agreement',
      subjectId: id,
      detail: { providerId, kind: input.kind, valuePence },
    })
    return getFundingAgreement(tx, context, id)
  })
}
