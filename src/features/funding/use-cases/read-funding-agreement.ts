import type { Context, Tx } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/problems.ts'
import { type FundingAgreementView, findAgreementView } from '../store/agreements.ts'

/** One agreement. No person is in it. */
export async function readFundingAgreement(
  context: Context,
  { fundingAgreementId }: { fundingAgreementId: string },
): Promise<FundingAgreementView> {
  return context.db.transaction((tx) => getFundingAgreement(tx, context, fundingAgreementId))
}

/** The same inside another's transaction. */
export async function getFundingAgreement(
  tx: Tx,
  { actor }: Context,
  fundingAgreementId: string,
): Promise<FundingAgreementView> {
  const agreement = await findAgreementView(tx, actor, fundingAgreementId)
  if (agreement === undefined) throw new Refusal('not-found')
  return agreement
}
