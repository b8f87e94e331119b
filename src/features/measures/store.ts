import { and, desc, eq, getTableColumns, isNull, sql } from 'drizzle-orm'
import type { Actor, Context, Db, Tx } from '../../platform/context.ts'
import { memberships } from '../accounts/tables.ts'
import { referralVisibleTo } from '../referrals/public.ts'
import { referrals } from '../referrals/tables.ts'
import type { Score } from './scoring.ts'
import { measurementScores, measurements } from './tables.ts'

export type Measurement = typeof measurements.$inferSelect
export type MeasurementRow = Measurement & { askedByName: string }

/** A finished measurement with its scores: what pairs and changes are made of. */
export type FinishedMeasurement = Pick<
  Measurement,
  'id' | 'instrument' | 'instrumentVersion' | 'respondent' | 'askedOn'
> & { scores: { id: string; value: number; band: string | null }[] }

export async function insertMeasurement(tx: Tx, row: typeof measurements.$inferInsert): Promise<Measurement> {
  const [inserted] = await tx.insert(measurements).values(row).returning()
  if (inserted === undefined) throw new Error('An insert without its row')
  return inserted
}

export async function insertScores(
  tx: Tx,
  { schemeId, newId }: Context,
  measurementId: string,
  scores: readonly Score[],
): Promise<void> {
  await tx.insert(measurementScores).values(
    scores.map(({ id, value, band }) => ({
      schemeId,
      id: newId(),
      measurementId,
      scoreId: id,
      value,
      band: band?.code ?? null,
    })),
  )
}

/** Unscoped: whether the import that asks has brought it already. */
export const isMeasurementThere = async (tx: Tx, measurementId: string): Promise<boolean> =>
  (await tx.$count(measurements, eq(measurements.id, measurementId))) > 0

/** The caller holds the row's lock. */
export async function updateMeasurement(
  tx: Tx,
  measurement: Measurement,
  changes: Partial<Measurement>,
): Promise<Measurement> {
  const [row] = await tx
    .update(measurements)
    .set({ ...changes, version: measurement.version + 1 })
    .where(eq(measurements.id, measurement.id))
    .returning()
  if (row === undefined) throw new Error('A locked measurement is gone')
  return row
}

/** In which episode a measurement is, for an actor who may see that episode. */
export async function findReferralIdOf(db: Db | Tx, actor: Actor, measurementId: string): Promise<string | undefined> {
  const [row] = await db
    .select({ referralId: measurements.referralId })
    .from(measurements)
    .innerJoin(referrals, and(eq(referrals.schemeId, measurements.schemeId), eq(referrals.id, measurements.referralId)))
    .where(and(referralVisibleTo(actor), isNull(measurements.correctedAt), eq(measurements.id, measurementId)))
  return row?.referralId
}

/** Unscoped: the caller holds the referral that it belongs to. */
export async function findMeasurementForUpdate(tx: Tx, measurementId: string): Promise<Measurement> {
  const [row] = await tx.select().from(measurements).where(eq(measurements.id, measurementId)).for('update')
  if (row === undefined) throw new Error('A measurement without its referral')
  return row
}

/** Unscoped: the caller holds the referral. */
export async function findMeasurementRow(tx: Tx, measurementId: string): Promise<MeasurementRow> {
  const [row] = await selectRows(tx).where(eq(measurements.id, measurementId))
  if (row === undefined) throw new Error('A measurement was written and is not there')
  return row
}

const selectRows = (db: Db | Tx) =>
  db
    .select({ ...getTableColumns(measurements), askedByName: memberships.name })
    .from(measurements)
    .innerJoin(
      memberships,
      and(eq(memberships.schemeId, measurements.schemeId), eq(memberships.id, measurements.askedById)),
    )

type Page = { after: string[] | undefined; limit: number }

/** The latest day first. Unscoped: the caller has read the referral. */
export async function listMeasurementRows(
  db: Db | Tx,
  referralId: string,
  { after, limit }: Page,
): Promise<MeasurementRow[]> {
  const [askedOn, id] = after ?? []
  return selectRows(db)
    .where(
      and(
        eq(measurements.referralId, referralId),
        isNull(measurements.correctedAt),
        askedOn !== undefined && id !== undefined
          ? sql`(${measurements.askedOn}, ${measurements.id}) < (${askedOn}::date, ${id}::uuid)`
          : undefined,
      ),
    )
    .orderBy(desc(measurements.askedOn), desc(measurements.id))
    .limit(limit + 1)
}

/** Every finished measurement of an episode: a handful. Unscoped: the caller has read the referral. */
export async function listFinished(db: Db | Tx, referralId: string): Promise<FinishedMeasurement[]> {
  return db
    .select({
      id: measurements.id,
      instrument: measurements.instrument,
      instrumentVersion: measurements.instrumentVersion,
      respondent: measurements.respondent,
      askedOn: measurements.askedOn,
      scores: sql<
        FinishedMeasurement['scores']
      >`jsonb_agg(jsonb_build_object('id', ${measurementScores.scoreId}, 'value', ${measurementScores.value}, 'band', ${measurementScores.band}))`,
    })
    .from(measurements)
    .innerJoin(
      measurementScores,
      and(eq(measurementScores.schemeId, measurements.schemeId), eq(measurementScores.measurementId, measurements.id)),
    )
    .where(and(eq(measurements.referralId, referralId), eq(measurements.status, 'finished')))
    .groupBy(measurements.schemeId, measurements.id)
}

/** The scores as they were, under a copy of their measurement. */
export async function copyScores(
  tx: Tx,
  { newId }: Context,
  { from, to }: { from: string; to: string },
): Promise<void> {
  const scores = await tx.select().from(measurementScores).where(eq(measurementScores.measurementId, from))
  if (scores.length > 0)
    await tx.insert(measurementScores).values(scores.map((score) => ({ ...score, id: newId(), measurementId: to })))
}
