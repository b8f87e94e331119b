import type { z } from 'zod'
import type { Context } from '../../../platform/context.ts'
import { fromCursor, toPage } from '../../../platform/http/paging.ts'
import { findPresence, whoHasIt, whoseWork } from '../../absence/public.ts'
import type { TasksQuery } from '../contract.ts'
import { listTaskRows, type TaskInList } from '../store.ts'

export async function listTasks(
  context: Context,
  { mine, limit, after }: z.infer<typeof TasksQuery>,
): Promise<{ items: TaskInList[]; next: string | null }> {
  const { db, actor } = context
  // The rota is the advisor service's: elsewhere work without an owner stays everybody's.
  const presence = await findPresence(db, context)
  const atService = actor.role === 'advisor' || actor.role === 'team-lead'
  const here = atService ? presence : { ...presence, duty: [] }
  const page = { limit, after: fromCursor(after, 2) }
  const whose = whoseWork(here, actor.membershipId)
  const rows = await listTaskRows(db, actor, { ...page, mine: mine ? whose : undefined })
  const held = rows.map((row) => ({ ...row, heldById: whoHasIt(here, row.membershipId) ?? null }))
  return toPage(held, limit, (row) => [row.dueOn, row.id])
}
