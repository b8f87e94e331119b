import { and, eq, inArray, sql } from 'drizzle-orm'
import type { Tx } from '../../../platform/context.ts'
import { LIVE_STATUSES } from '../lifecycle.ts'
import { isRight } from '../store.ts'
import { placements } from '../tables.ts'

/** Unscoped: how many offers of a referral came to nothing before. The caller holds the referral. */
export async function countFailedOffers(tx: Tx, referralId: string): Promise<number> {
  const [row] = await tx
    .select({ n: sql<number>`count(*)::integer` })
    .from(placements)
    .where(and(eq(placements.referralId, referralId), inArray(placements.status, ['declined', 'lapsed']), isRight))
  return row?.n ?? 0
}

/** Unscoped: whether a person has a place or an offer there. */
export async function hasLivePlacement(tx: Tx, of: { personId: string; activityId: string }): Promise<boolean> {
  const [row] = await tx
    .select({ id: placements.id })
    .from(placements)
    .where(
      and(
        eq(placements.personId, of.personId),
        eq(placements.activityId, of.activityId),
        inArray(placements.status, [...LIVE_STATUSES]),
      ),
    )
  return row !== undefined
}
