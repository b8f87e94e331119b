import { sql } from 'drizzle-orm'
import type { Db } from '../../../platform/context.ts'
import { activities } from '../../activities/tables.ts'
import { placementEvents, placements } from '../tables.ts'

/** Of the offers that a group answered, or let lie, since a day: how many, how many with a yes, and after how many days in the middle. */
export type Replies = { answered: number; accepted: number; medianDays: number | null }

/** Counts alone; no person is in them. */
export async function countReplies(
  db: Db,
  { activityId, since }: { activityId: string; since: string },
): Promise<Replies> {
  const days = sql`extract(epoch from ${placementEvents.at} - ${placements.offeredAt}) / 86400`
  const [row] = await db
    .select({
      answered: sql<number>`count(*)::int`,
      accepted: sql<number>`count(*) filter (where ${placementEvents.step} = 'accept')::int`,
      medianDays: sql<number | null>`percentile_cont(0.5) within group (order by ${days})`,
    })
    .from(placementEvents)
    .innerJoin(
      placements,
      sql`${placements.schemeId} = ${placementEvents.schemeId} and ${placements.id} = ${placementEvents.placementId}`,
    )
    .where(
      sql`${placementEvents.step} in ('accept', 'decline', 'lapse') and ${placements.correctedAt} is null
        and ${placements.offeredAt} >= ${since}::date and ${placements.providerId} =
          (select provider_id from ${activities} where id = ${activityId})`,
    )
  return row ?? { answered: 0, accepted: 0, medianDays: null }
}
