import { and, asc, eq, gt, isNull } from 'drizzle-orm'
import type { Context, Db, SystemContext, Tx } from '../../../platform/context.ts'
import { activities, activitySuggestions } from '../tables.ts'

export type Suggestion = typeof activitySuggestions.$inferSelect & { activityName: string | null }

export async function insertSuggestion(
  tx: Tx,
  { schemeId }: SystemContext,
  row: Omit<typeof activitySuggestions.$inferInsert, 'schemeId'>,
): Promise<void> {
  await tx.insert(activitySuggestions).values({ schemeId, ...row })
}

/** Those that nobody settled, the oldest first; one row more than asked for. */
export async function listOpenSuggestions(
  db: Db,
  { after, limit }: { after: string | undefined; limit: number },
): Promise<Suggestion[]> {
  const rows = await db
    .select({ suggestion: activitySuggestions, activityName: activities.name })
    .from(activitySuggestions)
    .leftJoin(
      activities,
      and(eq(activities.schemeId, activitySuggestions.schemeId), eq(activities.id, activitySuggestions.activityId)),
    )
    .where(
      and(isNull(activitySuggestions.settledAt), after === undefined ? undefined : gt(activitySuggestions.id, after)),
    )
    .orderBy(asc(activitySuggestions.id))
    .limit(limit + 1)
  return rows.map(({ suggestion, activityName }) => ({ ...suggestion, activityName }))
}

export async function isSuggestion(db: Db | Tx, suggestionId: string): Promise<boolean> {
  const rows = await db
    .select({ id: activitySuggestions.id })
    .from(activitySuggestions)
    .where(eq(activitySuggestions.id, suggestionId))
  return rows.length === 1
}

/** False when it was settled before. */
export async function setSettled(
  tx: Tx,
  { now, actor }: Context,
  { suggestionId, outcome }: { suggestionId: string; outcome: string },
): Promise<boolean> {
  const rows = await tx
    .update(activitySuggestions)
    .set({ settledAt: now(), settledById: actor.membershipId, outcome })
    .where(and(eq(activitySuggestions.id, suggestionId), isNull(activitySuggestions.settledAt)))
    .returning({ id: activitySuggestions.id })
  return rows.length === 1
}
