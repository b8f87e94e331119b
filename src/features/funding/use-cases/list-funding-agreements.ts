import type { z } from 'zod'
import type { Context } from '../../../platform/context.ts'
import { fromCursor, toPage } from '../../../platform/http/paging.ts'
import type { FundingAgreementsQuery } from '../contract.ts'
import { type FundingAgreementView, listAgreementViews } from '../store/agreements.ts'

/** What is paid to groups, what ends last first. No person is in it, so the look is not recorded. */
export async function listFundingAgreements(
  { db, actor, today }: Context,
  { providerId, isOver, limit, after }: z.infer<typeof FundingAgreementsQuery>,
): Promise<{ items: FundingAgreementView[]; next: string | null }> {
  const endsFrom = isOver ? undefined : today()
  const rows = await listAgreementViews(db, actor, { providerId, endsFrom, limit, after: fromCursor(after, 2) })
  return toPage(rows, limit, ({ endsOn, id }) => [endsOn, id])
}
