import type { Context } from '../../../platform/context.ts'
import { fromCursor, toPage } from '../../../platform/http/paging.ts'
import { findPresence, standsFor } from '../../absence/public.ts'
import { type DayContact, listDayContacts } from '../store/list-day.ts'

type Query = { worker: string; on?: string | undefined; after?: string | undefined; limit: number }

/** What a worker has planned on a day, and those for whom they stand in on that day, in the order of the day. */
export async function listDay(context: Context, query: Query): Promise<{ items: DayContact[]; next: string | null }> {
  const { worker, on = context.today(), limit } = query
  const workerId = worker === 'me' ? context.actor.membershipId : worker
  const presence = await findPresence(context.db, context, on)
  const workerIds = [workerId, ...standsFor(presence, workerId)]
  const after = fromCursor(query.after, 2)
  const rows = await listDayContacts(context, { workerIds, on, after, limit }, context.newId())
  return toPage(rows, limit, ({ plannedStart, id }) => [plannedStart.toISOString(), id])
}
