import { and, count, eq, ne } from 'drizzle-orm'
import type { Tx } from '../../../platform/context.ts'
import { concerns } from '../tables.ts'

/** Concerns that somebody has, as a number alone: who asks may be nobody who reads them. */
export async function countConcernsOf(tx: Tx, membershipId: string): Promise<number> {
  const [row] = await tx
    .select({ open: count() })
    .from(concerns)
    .where(and(eq(concerns.responsibleId, membershipId), ne(concerns.status, 'closed')))
  return row?.open ?? 0
}
