import { eq } from 'drizzle-orm'
import type { Tx } from '../../../platform/context.ts'
import { memberships } from '../tables.ts'

/** Where urgent things ring; null takes the number away. */
export async function setMembershipPhone(tx: Tx, membershipId: string, phone: string | null): Promise<void> {
  await tx.update(memberships).set({ phone }).where(eq(memberships.id, membershipId))
}
