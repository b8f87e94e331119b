import { and, asc, eq, getTableColumns, isNull } from 'drizzle-orm'
import type { Actor, Db, Tx } from '../../../platform/context.ts'
import { referralVisibleTo } from '../../referrals/public.ts'
import { referrals } from '../../referrals/tables.ts'
import { importedScores } from '../tables.ts'

export type ImportedScore = typeof importedScores.$inferSelect

/** False when it was there: of each score an episode has one that came with it. */
export async function insertImportedScore(tx: Tx, row: typeof importedScores.$inferInsert): Promise<boolean> {
  const rows = await tx.insert(importedScores).values(row).onConflictDoNothing().returning({ id: importedScores.id })
  return rows.length === 1
}

/** Unscoped: the caller has read the referral. */
export async function listImportedScores(db: Db | Tx, referralId: string): Promise<ImportedScore[]> {
  return db
    .select()
    .from(importedScores)
    .where(eq(importedScores.referralId, referralId))
    .orderBy(asc(importedScores.instrument), asc(importedScores.scoreId))
}

/** A total in an episode that the actor may see. */
export async function findImportedScore(tx: Tx, actor: Actor, scoreId: string): Promise<ImportedScore | undefined> {
  const [row] = await tx
    .select(getTableColumns(importedScores))
    .from(importedScores)
    .innerJoin(
      referrals,
      and(eq(referrals.schemeId, importedScores.schemeId), eq(referrals.id, importedScores.referralId)),
    )
    .where(and(referralVisibleTo(actor), eq(importedScores.id, scoreId)))
  return row
}

/** Undefined when it was entered in error already. The caller holds the referral. */
export async function changeImportedScore(
  tx: Tx,
  scoreId: string,
  changes: Pick<ImportedScore, 'enteredInErrorAt' | 'enteredInErrorById' | 'enteredInErrorNote'>,
): Promise<ImportedScore | undefined> {
  const [row] = await tx
    .update(importedScores)
    .set(changes)
    .where(and(eq(importedScores.id, scoreId), isNull(importedScores.enteredInErrorAt)))
    .returning()
  return row
}
