import { and, desc, eq, isNotNull, max, sql } from 'drizzle-orm'
import { todayInEngland } from '../../../platform/clock.ts'
import type { Actor, Db } from '../../../platform/context.ts'
import { referrals } from '../tables.ts'

/** The names on whose behalf the actor's organisation referred since a day, the last first. */
export async function listClinicianNames(
  db: Db,
  actor: Actor,
  since: string,
): Promise<{ name: string; lastOn: string }[]> {
  const rows = await db
    .select({ name: referrals.onBehalfOf, lastAt: max(referrals.createdAt) })
    .from(referrals)
    .where(
      and(
        eq(referrals.referrerOrganisationId, actor.organisationId),
        isNotNull(referrals.onBehalfOf),
        sql`${referrals.createdAt} >= ${since}::date`,
      ),
    )
    .groupBy(referrals.onBehalfOf)
    .orderBy(desc(max(referrals.createdAt)), referrals.onBehalfOf)
    .limit(20)
  return rows.flatMap(({ name, lastAt }) =>
    name === null || lastAt === null ? [] : [{ name, lastOn: todayInEngland(lastAt) }],
  )
}
