import { and, count, eq, isNull } from 'drizzle-orm'
import type { Tx } from '../../../platform/context.ts'
import { tasks } from '../tables.ts'

const openOf = (membershipId: string) => and(eq(tasks.membershipId, membershipId), isNull(tasks.doneAt))

export async function countTasksOf(tx: Tx, membershipId: string): Promise<number> {
  const [row] = await tx.select({ open: count() }).from(tasks).where(openOf(membershipId))
  return row?.open ?? 0
}

/** What somebody owes becomes a colleague's. */
export async function handOverTasks(tx: Tx, { from, to }: { from: string; to: string }): Promise<void> {
  await tx.update(tasks).set({ membershipId: to }).where(openOf(from))
}
