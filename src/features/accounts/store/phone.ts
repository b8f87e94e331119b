import { and, eq } from 'drizzle-orm'
import type { Tx } from '../../../platform/context.ts'
import { memberships } from '../tables.ts'

/** Where urgent things ring; null takes the number away. */
export async function setMembershipPhone(tx: Tx, membershipId: string, phone: string | null): Promise<void> {
  await tx.update(memberships).set({ phone }).where(eq(memberships.id, membershipId))
}

/** Takes the next version of what a member decided to hear; undefined when somebody, or their other window, was first. */
export async function takeNoticesVersion(
  tx: Tx,
  membershipId: string,
  version: number,
): Promise<{ version: number } | undefined> {
  const [row] = await tx
    .update(memberships)
    .set({ noticesVersion: version + 1 })
    .where(and(eq(memberships.id, membershipId), eq(memberships.noticesVersion, version)))
    .returning({ version: memberships.noticesVersion })
  return row
}
