import { and, asc, desc, eq, gt, inArray, isNotNull, isNull, or, sql } from 'drizzle-orm'
import type { Db, Tx } from '../../platform/context.ts'
import { memberships } from '../accounts/tables.ts'
import { contacts } from '../contacts/tables.ts'
import { placements } from '../placements/tables.ts'
import { planGoals } from '../plans/tables.ts'
import type { Attempt } from './rules.ts'
import { closings, goalResults } from './tables.ts'

export type Closing = typeof closings.$inferSelect
export type GoalResultRow = typeof goalResults.$inferSelect
export type ClosingRecord = {
  closing: Closing
  closedByName: string
  goalResults: (GoalResultRow & { need: string | null })[]
}

export async function insertClosing(
  tx: Tx,
  closing: typeof closings.$inferInsert,
  results: (typeof goalResults.$inferInsert)[],
): Promise<void> {
  await tx.insert(closings).values(closing)
  if (results.length > 0) await tx.insert(goalResults).values(results)
}

/** The closing stays as it was written; only that it is not the end any more is added. */
export async function markReopened(tx: Tx, referralId: string, at: Date): Promise<void> {
  await tx
    .update(closings)
    .set({ reopenedAt: at })
    .where(and(eq(closings.referralId, referralId), isNull(closings.reopenedAt)))
}

/** The latest closing of an episode, also when it was reopened since. Unscoped: the caller has read the referral. */
export async function findLatestClosing(db: Db | Tx, referralId: string): Promise<ClosingRecord | undefined> {
  const [row] = await db
    .select({ closing: closings, closedByName: memberships.name })
    .from(closings)
    .innerJoin(memberships, and(eq(memberships.schemeId, closings.schemeId), eq(memberships.id, closings.closedById)))
    .where(eq(closings.referralId, referralId))
    .orderBy(desc(closings.id))
    .limit(1)
  if (row === undefined) return undefined
  const results = await db
    .select({ result: goalResults, need: planGoals.need })
    .from(goalResults)
    .leftJoin(planGoals, and(eq(planGoals.schemeId, goalResults.schemeId), eq(planGoals.id, goalResults.goalId)))
    .where(eq(goalResults.closingId, row.closing.id))
    .orderBy(asc(goalResults.id))
  return { ...row, goalResults: results.map(({ result, need }) => ({ ...result, need })) }
}

/**
 * The tries to reach the person since they last took part: nobody reached, a message left, a letter or text without an
 * answer, an appointment they did not come to. No reply at the door of someone who was expected is no such try: it stays
 * a worry until somebody has spoken to them.
 */
export async function listAttempts(db: Db | Tx, referralId: string): Promise<Attempt[]> {
  const lastTookPart = db
    .select({ on: sql`max(${contacts.happenedOn})` })
    .from(contacts)
    .where(
      and(
        eq(contacts.referralId, referralId),
        isNull(contacts.correctedAt),
        inArray(contacts.attendance, ['attended', 'could-not-take-part']),
      ),
    )
  const rows = await db
    .select({ way: contacts.way, on: contacts.happenedOn })
    .from(contacts)
    .where(
      and(
        eq(contacts.referralId, referralId),
        isNull(contacts.correctedAt),
        isNotNull(contacts.happenedOn),
        gt(contacts.happenedOn, sql`coalesce((${lastTookPart}), '-infinity'::date)`),
        or(
          inArray(contacts.notHappenedBecause, ['not-reached', 'message-left']),
          and(eq(contacts.happened, true), isNull(contacts.attendance)),
          eq(contacts.attendance, 'did-not-attend'),
        ),
      ),
    )
  return rows.flatMap(({ way, on }) => (on === null ? [] : [{ way, on }]))
}

/** Unscoped: the caller holds the referral. */
export async function listPlacementIds(tx: Tx, referralId: string): Promise<string[]> {
  const rows = await tx.select({ id: placements.id }).from(placements).where(eq(placements.referralId, referralId))
  return rows.map(({ id }) => id)
}
