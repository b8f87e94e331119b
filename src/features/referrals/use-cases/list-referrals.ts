import type { z } from 'zod'
import type { Context } from '../../../platform/context.ts'
import { fromCursor, toPage } from '../../../platform/http/paging.ts'
import { getScheme } from '../../schemes/public.ts'
import type { ReferralsQuery } from '../list-contract.ts'
import { listReferralRows, type ReferralFilter, type ReferralRow } from '../store/list-referrals.ts'

export async function listReferrals(
  context: Context,
  query: z.infer<typeof ReferralsQuery>,
): Promise<{ items: ReferralRow[]; next: string | null }> {
  const { status, stage, overdue, practiceId, personId, reference, limit } = query
  const isByDue = status === 'open' && reference === undefined
  const after = fromCursor(query.after, isByDue ? 2 : 1)
  const rows = await listReferralRows(
    context,
    { status, stage, overdue, practiceId, personId, reference, limit, after, owner: toOwner(context, query.owner) },
    context.newId(),
  )
  return toPage(await withoutSensitiveNeeds(context, rows), limit, (row) =>
    isByDue ? [row.dueOn ?? '', row.id] : [row.id],
  )
}

/** A list is read over shoulders: to the side that referred it names no need that is sensitive. The record does, to its writer. */
async function withoutSensitiveNeeds(context: Context, rows: ReferralRow[]): Promise<ReferralRow[]> {
  if (context.actor.role !== 'referrer') return rows
  const { lists } = await getScheme(context)
  const secret = new Set(lists.need.filter(({ isSensitive }) => isSensitive).map(({ code }) => code))
  return rows.map((row) => ({ ...row, needs: row.needs.filter((need) => !secret.has(need)) }))
}

function toOwner({ actor }: Context, owner: string): ReferralFilter['owner'] {
  if (owner === 'anyone' || owner === 'nobody') return owner
  return { membershipId: owner === 'me' ? actor.membershipId : owner }
}
