import type { z } from 'zod'
import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context, Tx } from '../../../platform/context.ts'
import { fromCursor, toPage } from '../../../platform/http/paging.ts'
import type { PaidPlacesQuery, UnpaidPlacesQuery } from '../contract.ts'
import { listPlacesOfAgreement, listUnpaidPlaces, type PaidPlace } from '../store/commitments.ts'
import { getFundingAgreement } from './read-funding-agreement.ts'

type Page = { items: PaidPlace[]; next: string | null }

/** What each place of an agreement costs. It leads to a person, so the look is recorded. */
export async function listPaidPlaces(
  context: Context,
  { fundingAgreementId, limit, after }: { fundingAgreementId: string } & z.infer<typeof PaidPlacesQuery>,
): Promise<Page> {
  return context.db.transaction(async (tx) => {
    await getFundingAgreement(tx, context, fundingAgreementId)
    const past = fromCursor(after, 1)?.[0]
    const rows = await listPlacesOfAgreement(tx, context.actor, { fundingAgreementId, past, limit })
    return looked(
      tx,
      context,
      toPage(rows, limit, ({ id }) => [id]),
    )
  })
}

/** Places that nobody pays for, and why. */
export async function listUnpaid(
  context: Context,
  { because, limit, after }: z.infer<typeof UnpaidPlacesQuery>,
): Promise<Page> {
  return context.db.transaction(async (tx) => {
    const past = fromCursor(after, 1)?.[0]
    const rows = await listUnpaidPlaces(tx, context.actor, { because, past, limit })
    return looked(
      tx,
      context,
      toPage(rows, limit, ({ id }) => [id]),
    )
  })
}

async function looked(tx: Tx, context: Context, page: Page): Promise<Page> {
  if (page.items.length > 0)
    await recordAudit(tx, context, {
      action: 'funding-places.listed',
      subjectKind: 'funding-commitment',
      detail: { referralIds: page.items.map(({ referralId }) => referralId) },
    })
  return page
}
