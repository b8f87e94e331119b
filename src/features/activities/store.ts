import { and, eq, getTableColumns, lt, sql } from 'drizzle-orm'
import type { Db, Tx } from '../../platform/context.ts'
import { organisations } from '../organisations/tables.ts'
import { activities, postcodeCentroids } from './tables.ts'

/** An activity with the name of its provider. It holds no person: everyone in the scheme may know it, and row-level security keeps the scheme. */
export type ActivityColumns = Omit<typeof activities.$inferSelect, 'searchText'>
export type Activity = ActivityColumns & { providerName: string }
/** With how far it is from the place that was asked for. */
export type FoundActivity = Activity & { metres: number | null }

/** All but what a search looks through: it says again what the others say. */
export const { searchText: _, ...LISTING } = getTableColumns(activities)

const withProvider = (db: Db | Tx) =>
  db
    .select({ ...LISTING, providerName: organisations.name })
    .from(activities)
    .innerJoin(
      organisations,
      and(eq(organisations.schemeId, activities.schemeId), eq(organisations.id, activities.providerId)),
    )

export async function findActivity(db: Db | Tx, activityId: string): Promise<Activity | undefined> {
  const [row] = await withProvider(db).where(eq(activities.id, activityId))
  return row
}

/** Locks the listing against other edits and against places being taken, not against being pointed to. */
export async function findActivityForUpdate(tx: Tx, activityId: string): Promise<Activity | undefined> {
  const [row] = await withProvider(tx).where(eq(activities.id, activityId)).for('no key update', { of: activities })
  return row
}

export async function insertActivity(tx: Tx, values: typeof activities.$inferInsert): Promise<ActivityColumns> {
  const [row] = await tx.insert(activities).values(values).returning(LISTING)
  if (row === undefined) throw new Error('An insert returned no row')
  return row
}

/** Where a postcode lies, in degrees; nulls for none, and for one that no postcode file has brought. */
export async function findPlaceOf(
  db: Db | Tx,
  postcode: string | null,
): Promise<{ latitude: number | null; longitude: number | null }> {
  const { latitude, longitude } = postcodeCentroids
  const [row] = await db
    .select({ latitude, longitude })
    .from(postcodeCentroids)
    .where(eq(postcodeCentroids.postcode, postcode ?? ''))
  return row ?? { latitude: null, longitude: null }
}

export async function updateActivity(tx: Tx, activity: Activity, changes: Partial<ActivityColumns>): Promise<void> {
  await tx
    .update(activities)
    .set({ ...changes, version: activity.version + 1 })
    .where(and(eq(activities.id, activity.id), eq(activities.version, activity.version)))
}

/** Somebody can be offered a place now. */
export const hasPlaceLeft = and(lt(activities.taken, activities.capacity), eq(activities.status, 'open'))
