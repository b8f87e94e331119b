import { and, asc, eq, isNull } from 'drizzle-orm'
import type { Db, Tx } from '../../../platform/context.ts'
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
    .where(and(eq(importedScores.referralId, referralId), isNull(importedScores.enteredInErrorAt)))
    .orderBy(asc(importedScores.instrument), asc(importedScores.scoreId))
}
