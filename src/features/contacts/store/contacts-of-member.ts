import { and, count, eq, isNull, sql } from 'drizzle-orm'
import type { Tx } from '../../../platform/context.ts'
import { contacts } from '../tables.ts'

const plannedBy = (membershipId: string) => and(eq(contacts.workerId, membershipId), isNull(contacts.happened))

export async function countContactsOf(tx: Tx, membershipId: string): Promise<number> {
  const [row] = await tx.select({ open: count() }).from(contacts).where(plannedBy(membershipId))
  return row?.open ?? 0
}

/** Planned visits and calls stay in the diary, with another worker. */
export async function handOverContacts(tx: Tx, { from, to }: { from: string; to: string }): Promise<void> {
  await tx
    .update(contacts)
    .set({ workerId: to, version: sql`${contacts.version} + 1` })
    .where(plannedBy(from))
}
