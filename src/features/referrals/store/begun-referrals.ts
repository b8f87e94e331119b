import { and, desc, eq, gte, lt, sql } from 'drizzle-orm'
import type { Actor, Context, Db, Tx } from '../../../platform/context.ts'
import { begunReferrals } from '../tables.ts'

export type BegunReferral = typeof begunReferrals.$inferSelect

/** What is half typed is read by whoever types it, and by nobody else of their organisation. */
const visibleTo = (actor: Actor) => eq(begunReferrals.membershipId, actor.membershipId)

const MOST = 50

/** Gives whether it was begun now; undefined when the id is somebody else's. */
export async function saveBegun(
  tx: Tx,
  { schemeId, actor, now }: Context,
  { begunId, typed }: { begunId: string; typed: BegunReferral['typed'] },
): Promise<{ isNew: boolean } | undefined> {
  const at = now()
  const [row] = await tx
    .insert(begunReferrals)
    .values({ schemeId, id: begunId, membershipId: actor.membershipId, begunAt: at, savedAt: at, typed })
    .onConflictDoUpdate({
      target: [begunReferrals.schemeId, begunReferrals.id],
      set: { savedAt: at, typed },
      setWhere: visibleTo(actor),
    })
    .returning({ isNew: sql<boolean>`xmax = 0` })
  return row
}

/** The last saved first; what is older than `since` waits only to be deleted. */
export async function listBegunRows(db: Db, actor: Actor, since: Date): Promise<BegunReferral[]> {
  return db
    .select()
    .from(begunReferrals)
    .where(and(visibleTo(actor), gte(begunReferrals.begunAt, since)))
    .orderBy(desc(begunReferrals.savedAt))
    .limit(MOST)
}

export async function findBegun(
  db: Db,
  actor: Actor,
  { begunId, since }: { begunId: string; since: Date },
): Promise<BegunReferral | undefined> {
  const [row] = await db
    .select()
    .from(begunReferrals)
    .where(and(visibleTo(actor), eq(begunReferrals.id, begunId), gte(begunReferrals.begunAt, since)))
  return row
}

/** False when it has gone already. */
export async function deleteBegun(tx: Tx, actor: Actor, begunId: string): Promise<boolean> {
  const rows = await tx
    .delete(begunReferrals)
    .where(and(visibleTo(actor), eq(begunReferrals.id, begunId)))
    .returning({ id: begunReferrals.id })
  return rows.length > 0
}

/** Deletes what was begun before a moment. */
export async function deleteBegunBefore(tx: Tx, before: Date): Promise<void> {
  await tx.delete(begunReferrals).where(lt(begunReferrals.begunAt, before))
}
