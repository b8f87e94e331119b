import { and, asc, count, eq, ne } from 'drizzle-orm'
import type { Tx } from '../../../platform/context.ts'
import { concerns } from '../tables.ts'

const openOf = (membershipId: string) => and(eq(concerns.responsibleId, membershipId), ne(concerns.status, 'closed'))

/** Concerns that somebody has, as a number alone: who asks may be nobody who reads them. */
export async function countConcernsOf(tx: Tx, membershipId: string): Promise<number> {
  const [row] = await tx.select({ open: count() }).from(concerns).where(openOf(membershipId))
  return row?.open ?? 0
}

/** Locked in one order. Whoever asks does not read them: they are brought on as they are. */
export async function findConcernsOfForUpdate(tx: Tx, membershipId: string): Promise<(typeof concerns.$inferSelect)[]> {
  return tx.select().from(concerns).where(openOf(membershipId)).orderBy(asc(concerns.id)).for('update')
}
