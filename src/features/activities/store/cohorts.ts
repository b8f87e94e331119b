import { and, asc, eq } from 'drizzle-orm'
import type { Db, Tx } from '../../../platform/context.ts'
import { activities, activityCohorts } from '../tables.ts'

/** One run of a programme, with whose the activity is. It names nobody. */
export type Cohort = typeof activityCohorts.$inferSelect & { providerId: string; activityName: string }

const columns = {
  schemeId: activityCohorts.schemeId,
  id: activityCohorts.id,
  activityId: activityCohorts.activityId,
  name: activityCohorts.name,
  startsOn: activityCohorts.startsOn,
  weeks: activityCohorts.weeks,
  capacity: activityCohorts.capacity,
  taken: activityCohorts.taken,
  isClosed: activityCohorts.isClosed,
  version: activityCohorts.version,
  providerId: activities.providerId,
  activityName: activities.name,
}

const ofItsActivity = and(
  eq(activities.schemeId, activityCohorts.schemeId),
  eq(activities.id, activityCohorts.activityId),
)

/** Every run of an activity, the first to begin first: a programme has a handful of them in a year. */
export async function listCohortRows(db: Db | Tx, activityId: string): Promise<Cohort[]> {
  return db
    .select(columns)
    .from(activityCohorts)
    .innerJoin(activities, ofItsActivity)
    .where(eq(activityCohorts.activityId, activityId))
    .orderBy(asc(activityCohorts.startsOn), asc(activityCohorts.id))
}

export async function findCohort(db: Db | Tx, cohortId: string): Promise<Cohort | undefined> {
  const [row] = await db
    .select(columns)
    .from(activityCohorts)
    .innerJoin(activities, ofItsActivity)
    .where(eq(activityCohorts.id, cohortId))
  return row
}

/** Locks the run, so that no place is taken between looking and lowering the capacity. */
export async function findCohortForUpdate(tx: Tx, cohortId: string): Promise<Cohort | undefined> {
  const [row] = await tx
    .select(columns)
    .from(activityCohorts)
    .innerJoin(activities, ofItsActivity)
    .where(eq(activityCohorts.id, cohortId))
    .for('no key update', { of: activityCohorts })
  return row
}

export async function insertCohort(tx: Tx, row: typeof activityCohorts.$inferInsert): Promise<void> {
  await tx.insert(activityCohorts).values(row)
}

export async function updateCohort(tx: Tx, cohort: Cohort, changes: CohortChanges): Promise<void> {
  await tx
    .update(activityCohorts)
    .set({ ...changes, version: cohort.version + 1 })
    .where(eq(activityCohorts.id, cohort.id))
}
export type CohortChanges = Partial<Pick<Cohort, 'name' | 'startsOn' | 'weeks' | 'capacity' | 'isClosed'>>
