import { and, asc, desc, eq, gt, isNull } from 'drizzle-orm'
import type { Context, Db, Tx } from '../../../platform/context.ts'
import { memberships } from '../../accounts/tables.ts'
import { organisations } from '../../organisations/tables.ts'
import type { EditDecision } from '../kinds.ts'
import { activities, activityEdits } from '../tables.ts'

export type ActivityEdit = typeof activityEdits.$inferSelect

const isOpen = isNull(activityEdits.decision)

export async function findOpenEdit(db: Db | Tx, activityId: string): Promise<ActivityEdit | undefined> {
  const [row] = await db
    .select()
    .from(activityEdits)
    .where(and(isOpen, eq(activityEdits.activityId, activityId)))
  return row
}

export async function findEdit(
  tx: Tx,
  { activityId, editId }: { activityId: string; editId: string },
): Promise<ActivityEdit | undefined> {
  const [row] = await tx
    .select()
    .from(activityEdits)
    .where(and(eq(activityEdits.activityId, activityId), eq(activityEdits.id, editId)))
  return row
}

/** What waits, and the answer to the last change that somebody decided; the newest id is the newest change. */
export async function findEdits(
  db: Db | Tx,
  activityId: string,
): Promise<{ waitingEdit: ActivityEdit | undefined; lastDecision: ActivityEdit | undefined }> {
  const rows = await db
    .select()
    .from(activityEdits)
    .where(eq(activityEdits.activityId, activityId))
    .orderBy(desc(activityEdits.id))
    .limit(2)
  return {
    waitingEdit: rows.find(({ decision }) => decision === null),
    lastDecision: rows.find(({ decision }) => decision !== null),
  }
}

/** The caller holds the listing's lock, so that two changes do not make two rows. */
export async function saveEdit(
  tx: Tx,
  { schemeId, newId, now, actor }: Context,
  { activityId, editId, patch }: { activityId: string; editId: string | undefined; patch: Record<string, unknown> },
): Promise<void> {
  const said = { patch, proposedAt: now(), proposedById: actor.membershipId }
  if (editId === undefined) await tx.insert(activityEdits).values({ schemeId, id: newId(), activityId, ...said })
  // A new id: whoever read the change before it grew decides about nothing that they did not read.
  else
    await tx
      .update(activityEdits)
      .set({ ...said, id: newId() })
      .where(eq(activityEdits.id, editId))
}

export async function settleEdit(
  tx: Tx,
  { now, actor }: Context,
  { editId, decision, why }: { editId: string; decision: EditDecision; why: string | undefined },
): Promise<void> {
  await tx
    .update(activityEdits)
    .set({ decision, why, decidedAt: now(), decidedById: actor.membershipId })
    .where(eq(activityEdits.id, editId))
}

export type WaitingEdit = ActivityEdit & { activityName: string; providerName: string; proposedBy: string }

/** Oldest first, one row more than asked for. */
export async function listWaitingEdits(
  db: Db,
  { after, limit }: { after: string | undefined; limit: number },
): Promise<WaitingEdit[]> {
  const rows = await db
    .select({
      edit: activityEdits,
      activityName: activities.name,
      providerName: organisations.name,
      proposedBy: memberships.name,
    })
    .from(activityEdits)
    .innerJoin(
      activities,
      and(eq(activities.schemeId, activityEdits.schemeId), eq(activities.id, activityEdits.activityId)),
    )
    .innerJoin(
      organisations,
      and(eq(organisations.schemeId, activities.schemeId), eq(organisations.id, activities.providerId)),
    )
    .innerJoin(
      memberships,
      and(eq(memberships.schemeId, activityEdits.schemeId), eq(memberships.id, activityEdits.proposedById)),
    )
    .where(and(isOpen, after === undefined ? undefined : gt(activityEdits.id, after)))
    .orderBy(asc(activityEdits.id))
    .limit(limit + 1)
  return rows.map(({ edit, ...names }) => ({ ...edit, ...names }))
}
