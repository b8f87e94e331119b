import type { z } from 'zod'
import type { Context } from '../../../platform/context.ts'
import { fromCursor, toPage } from '../../../platform/http/paging.ts'
import { findOwner } from '../../referrals/public.ts'
import type { CaseloadQuery } from '../contract.ts'
import { type CaseloadLine, listCaseloadRows } from '../store.ts'

/** Open referrals as the spreadsheet had them: whose turn it is, when somebody was last there, and my own words beside it. */
export async function listCaseload(
  context: Context,
  query: z.output<typeof CaseloadQuery>,
): Promise<{ items: CaseloadLine[]; next: string | null }> {
  const { stage, overdue, practiceId, need, gap, sort, order, limit } = query
  const { actor } = context
  const owner = await findOwner(context, query.owner)
  const referrals = {
    status: 'open',
    reference: undefined,
    personId: undefined,
    stage,
    overdue,
    practiceId,
    owner,
  } as const
  const after = fromCursor(query.after, 2)
  const rows = await listCaseloadRows(context, { referrals, need, gap, sort, order, after, limit }, context.newId())
  const page = toPage(rows, limit, ({ key, id }) => [key, id])
  const isCovered = (ownerId: string | null) => query.owner === 'me' && ownerId !== actor.membershipId
  return {
    items: page.items.map((row) => ({ ...row, coveredFor: isCovered(row.ownerId) ? row.ownerId : null })),
    next: page.next,
  }
}
