import { and, eq, isNull, max } from 'drizzle-orm'
import type { Context, Tx } from '../../../platform/context.ts'
import type { PlanContent } from '../content.ts'
import type { PlanVersion } from '../store.ts'
import { planGoals, planObjections, planVersions } from '../tables.ts'

/** Numbers of versions are used once, also of those that were taken out. The caller holds the referral. */
export async function nextVersion(tx: Tx, referralId: string): Promise<number> {
  const [row] = await tx
    .select({ version: max(planVersions.version) })
    .from(planVersions)
    .where(eq(planVersions.referralId, referralId))
  return (row?.version ?? 0) + 1
}

/** Unscoped: the caller holds the referral. */
export async function findVersionById(tx: Tx, planVersionId: string): Promise<PlanVersion | undefined> {
  const [row] = await tx
    .select()
    .from(planVersions)
    .where(and(eq(planVersions.id, planVersionId), isNull(planVersions.correctedAt)))
  return row
}

export async function markTakenOut(tx: Tx, context: Context, planVersionId: string): Promise<void> {
  await tx.update(planVersions).set({ correctedAt: context.now() }).where(eq(planVersions.id, planVersionId))
}

/** Puts the goals back to what they were before a version that was taken out. */
export async function restoreGoals(
  tx: Tx,
  { referralId, version }: PlanVersion,
  before: PlanContent | undefined,
): Promise<void> {
  const ofReferral = eq(planGoals.referralId, referralId)
  await tx
    .update(planGoals)
    .set({ removedInVersion: version + 1 })
    .where(and(ofReferral, eq(planGoals.firstVersion, version)))
  await tx
    .update(planGoals)
    .set({ removedInVersion: null })
    .where(and(ofReferral, eq(planGoals.removedInVersion, version)))
  for (const { id: goalId, words, need } of before?.goals ?? [])
    await tx.update(planGoals).set({ words, need }).where(eq(planGoals.id, goalId))
}

/** Objections to a version that nobody has answered. */
export async function listUnansweredOf(tx: Tx, { referralId, version }: PlanVersion): Promise<string[]> {
  const rows = await tx
    .select({ id: planObjections.id })
    .from(planObjections)
    .where(
      and(
        eq(planObjections.referralId, referralId),
        eq(planObjections.version, version),
        isNull(planObjections.answeredAt),
      ),
    )
  return rows.map(({ id }) => id)
}
