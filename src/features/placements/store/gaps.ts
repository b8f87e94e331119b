import { and, asc, eq } from 'drizzle-orm'
import type { Db, Tx } from '../../../platform/context.ts'
import { memberships } from '../../accounts/tables.ts'
import { gaps } from '../tables.ts'

export type Gap = typeof gaps.$inferSelect
export type GapRecord = Gap & { byName: string }

export async function insertGap(tx: Tx, row: typeof gaps.$inferInsert): Promise<Gap> {
  const [gap] = await tx.insert(gaps).values(row).returning()
  if (gap === undefined) throw new Error('An insert returned no row')
  return gap
}

/** Unscoped: what was not there for a referral that the caller has found for its actor. */
export async function listGapRows(db: Db | Tx, referralId: string): Promise<GapRecord[]> {
  const rows = await db
    .select({ gap: gaps, byName: memberships.name })
    .from(gaps)
    .innerJoin(memberships, and(eq(memberships.schemeId, gaps.schemeId), eq(memberships.id, gaps.recordedById)))
    .where(eq(gaps.referralId, referralId))
    .orderBy(asc(gaps.id))
  return rows.map(({ gap, byName }) => ({ ...gap, byName }))
}
