import { eq } from 'drizzle-orm'
import type { Context, Tx } from '../../../platform/context.ts'
import { ownRecords } from '../tables.ts'

export async function replaceOwnRecord(
  tx: Tx,
  { schemeId, newId, now, actor }: Context,
  { membershipId, personId }: { membershipId: string; personId: string },
): Promise<void> {
  const noted = { personId, notedAt: now(), notedById: actor.membershipId }
  await tx
    .insert(ownRecords)
    .values({ schemeId, id: newId(), membershipId, ...noted })
    .onConflictDoUpdate({ target: [ownRecords.schemeId, ownRecords.membershipId], set: noted })
}

export async function deleteOwnRecord(tx: Tx, membershipId: string): Promise<void> {
  await tx.delete(ownRecords).where(eq(ownRecords.membershipId, membershipId))
}
