import { and, asc, eq, isNotNull, isNull, lte, sql } from 'drizzle-orm'
import type { Db, SystemContext, Tx } from '../../../platform/context.ts'
import { confirmationDueOn } from '../review-ladder.ts'
import { activities } from '../tables.ts'

export type ListingToConfirm = {
  id: string
  providerId: string
  confirmedOn: string
  reviewRung: number
  reviewRungOn: string | null
}

/** Those whose confirmation is older than the scheme allows and that are not at the top of the ladder; locked. What comes from another directory is kept true there. */
export async function listToConfirm(
  tx: Tx,
  { today, everyMonths }: { today: string; everyMonths: number },
): Promise<ListingToConfirm[]> {
  // What was confirmed so long before this day is due today; a day more is read, and the rule decides.
  const before = sql<string>`${today}::date - (${confirmationDueOn(today, everyMonths)}::date - ${today}::date) + 1`
  const { id, providerId, confirmedOn, createdAt, reviewRung, reviewRungOn, hiddenAt } = activities
  const since = sql<string>`coalesce(${confirmedOn}, (${createdAt} at time zone 'Europe/London')::date)::text`
  return tx
    .select({ id, providerId, confirmedOn: since, reviewRung, reviewRungOn })
    .from(activities)
    .where(and(isNull(hiddenAt), isNull(activities.feedId), sql`${since}::date <= ${before}`))
    .orderBy(asc(id))
    .for('no key update')
}

export async function setRung(
  tx: Tx,
  { now, today }: SystemContext,
  { activityId, rung, isHidden }: { activityId: string; rung: number; isHidden: boolean },
): Promise<void> {
  await tx
    .update(activities)
    .set({ reviewRung: rung, reviewRungOn: today(), ...(isHidden ? { hiddenAt: now(), updatedAt: now() } : {}) })
    .where(eq(activities.id, activityId))
}

/** Somebody says that all of it is so: off the ladder, and back in the searches. */
export async function setConfirmed(tx: Tx, { now, today }: SystemContext, activityId: string): Promise<void> {
  await tx
    .update(activities)
    .set({ confirmedOn: today(), reviewRung: 0, reviewRungOn: null, hiddenAt: null, updatedAt: now() })
    .where(eq(activities.id, activityId))
}

/** Closed for now, and the day has come on which they meant to open again. */
export async function listToReopen(db: Db | Tx, today: string): Promise<{ id: string; providerId: string }[]> {
  return db
    .select({ id: activities.id, providerId: activities.providerId })
    .from(activities)
    .where(and(eq(activities.status, 'closed'), isNotNull(activities.reopensOn), lte(activities.reopensOn, today)))
    .orderBy(asc(activities.id))
}
