import type { z } from 'zod'
import type { Context } from '../../../platform/context.ts'
import { fromCursor, toPage } from '../../../platform/http/paging.ts'
import { onDuty, readPresence, whoseWork } from '../../absence/public.ts'
import { getScheme } from '../../schemes/public.ts'
import type { ReferralsQuery } from '../list-contract.ts'
import {
  listReferralRows,
  type ReferralFilter,
  type ReferralInList,
  type ReferralRow,
} from '../store/list-referrals.ts'

export async function listReferrals(
  context: Context,
  query: z.infer<typeof ReferralsQuery>,
): Promise<{ items: ReferralInList[]; next: string | null }> {
  const { status, stage, overdue, practiceId, personId, reference, limit } = query
  const isByDue = status === 'open' && reference === undefined
  const after = fromCursor(query.after, isByDue ? 2 : 1)
  const owner = await findOwner(context, query.owner)
  const filter = { status, stage, overdue, practiceId, personId, reference, limit, after, owner }
  const rows = await withoutSensitiveNeeds(context, await listReferralRows(context, filter, context.newId()))
  const { actor } = context
  const marked = rows.map((row) => ({
    ...row,
    coveredFor: query.owner === 'me' && row.ownerId !== actor.membershipId ? row.ownerId : null,
  }))
  return toPage(marked, limit, (row) => (isByDue ? [row.dueOn ?? '', row.id] : [row.id]))
}

/** A list is read over shoulders: to the side that referred it names no need that is sensitive. The record does, to its writer. */
export async function withoutSensitiveNeeds(context: Context, rows: ReferralRow[]): Promise<ReferralRow[]> {
  if (context.actor.role !== 'referrer') return rows
  const { lists } = await getScheme(context)
  const secret = new Set(lists.need.filter(({ isSensitive }) => isSensitive).map(({ code }) => code))
  return rows.map((row) => ({ ...row, needs: row.needs.filter((need) => !secret.has(need)) }))
}

/** "Me" is also whom I stand in for today, and, on duty, whoever is away without a cover and what has no owner yet. */
export async function findOwner(context: Context, owner: string): Promise<ReferralFilter['owner']> {
  const { actor } = context
  if (owner === 'anyone' || owner === 'nobody') return owner
  if (owner !== 'me') return { membershipIds: [owner], orNobody: false }
  if (actor.role !== 'advisor' && actor.role !== 'team-lead')
    return { membershipIds: [actor.membershipId], orNobody: false }
  const presence = await readPresence(context)
  const { membershipIds } = whoseWork(presence, actor.membershipId)
  return { membershipIds, orNobody: onDuty(presence)?.membershipId === actor.membershipId }
}
