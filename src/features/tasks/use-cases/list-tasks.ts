import type { z } from 'zod'
import type { Context } from '../../../platform/context.ts'
import { fromCursor, toPage } from '../../../platform/http/paging.ts'
import type { TasksQuery } from '../contract.ts'
import { listTaskRows, type Task } from '../store.ts'

export async function listTasks(
  context: Context,
  { mine, limit, after }: z.infer<typeof TasksQuery>,
): Promise<{ items: Task[]; next: string | null }> {
  const rows = await listTaskRows(context.db, context.actor, { mine, limit, after: fromCursor(after, 2) })
  return toPage(rows, limit, (row) => [row.dueOn, row.id])
}
