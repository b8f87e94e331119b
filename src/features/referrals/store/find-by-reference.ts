import { eq } from 'drizzle-orm'
import type { Tx } from '../../../platform/context.ts'
import { parseReference } from '../reference-number.ts'
import { referrals } from '../tables.ts'

/** The id behind a reference as somebody types it. Unscoped: the caller finds the referral for its actor by the id. */
export async function findIdByReferenceUnscoped(tx: Tx, typed: string): Promise<string | undefined> {
  const reference = parseReference(typed)
  if (reference === undefined) return undefined
  const [row] = await tx.select({ id: referrals.id }).from(referrals).where(eq(referrals.reference, reference))
  return row?.id
}
