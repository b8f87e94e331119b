import type { Context, Db, Tx } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/problems.ts'
import { type FundingAgreementView, findAgreementView } from '../store/agreements.ts'

/** One agreement. No person is in it. */
export async function readFundingAgreement(
  context: Context,
  { fundingAgreementId }: { fundingAgreementId: string },
): Promise<FundingAgreementView> {
  return getFundingAgreement(context.db, context, fundingAgreementId)
}

/** The same inside another's transaction. */
export async function getFundingAgreement(
  db: Db | Tx,
  { actor }: Context,
  fundingAgreementId: string,
): Promise<FundingAgreementView> {
  const agreement = await findAgreementView(db, actor, fundingAgreementId)
  if (agreement === undefined) throw new Refusal('not-found')
  return agreement
}
