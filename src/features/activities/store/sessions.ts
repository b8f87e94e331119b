import { and, asc, eq, gte, lte, or, sql } from 'drizzle-orm'
import type { Context, Db, SystemContext, Tx } from '../../../platform/context.ts'
import type { SessionChange } from '../sessions.ts'
import { activitySessions } from '../tables.ts'

const columns = {
  on: activitySessions.on,
  status: activitySessions.status,
  movedToOn: activitySessions.movedToOn,
  startsAt: activitySessions.startsAt,
  endsAt: activitySessions.endsAt,
  why: activitySessions.why,
}

/** What differs from the schedule between two days, by the day it had or has. A session names nobody. */
export async function listSessionChanges(
  db: Db | Tx,
  activityId: string,
  { from, to }: { from: string; to: string },
): Promise<SessionChange[]> {
  const { on, movedToOn } = activitySessions
  return db
    .select(columns)
    .from(activitySessions)
    .where(
      and(
        eq(activitySessions.activityId, activityId),
        or(and(gte(on, from), lte(on, to)), and(gte(movedToOn, from), lte(movedToOn, to))),
      ),
    )
    .orderBy(asc(on))
}

export async function findSessionChange(
  db: Db | Tx,
  { activityId, on }: { activityId: string; on: string },
): Promise<(SessionChange & { changedAt: Date }) | undefined> {
  const [row] = await db
    .select({ ...columns, changedAt: activitySessions.changedAt })
    .from(activitySessions)
    .where(and(eq(activitySessions.activityId, activityId), eq(activitySessions.on, on)))
  return row
}

/** Writes what became of a session; the places that are counted on it stay. The caller holds the activity's lock. */
export async function saveSessionChange(
  tx: Tx,
  context: Context | SystemContext,
  { activityId, on, ...change }: SessionChange & { activityId: string },
): Promise<void> {
  const { schemeId, newId, now } = context
  const changed = {
    ...change,
    changedAt: now(),
    changedById: 'actor' in context ? context.actor.membershipId : null,
  }
  await tx
    .insert(activitySessions)
    .values({ schemeId, id: newId(), activityId, on, ...changed })
    .onConflictDoUpdate({
      target: [activitySessions.schemeId, activitySessions.activityId, activitySessions.on],
      set: { ...changed, taken: sql`${activitySessions.taken}` },
    })
}
