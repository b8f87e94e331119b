import { and, asc, eq, getTableColumns, lt, type SQL, sql } from 'drizzle-orm'
import type { Db, Tx } from '../../platform/context.ts'
import { organisations } from '../organisations/tables.ts'
import { activities } from './tables.ts'

/** An activity with the name of its provider. It holds no person: everyone in the scheme may know it, and row-level security keeps the scheme. */
export type Activity = typeof activities.$inferSelect & { providerName: string }

const withProvider = (db: Db | Tx) =>
  db
    .select({ ...getTableColumns(activities), providerName: organisations.name })
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

export type ActivityFilter = {
  category: string | undefined
  providerId: string | undefined
  hasRoom: boolean
  q: string | undefined
  words: string | undefined
  area: string | undefined
  after: string[] | undefined
  limit: number
}

/** In order of name; one row more than asked for, to know whether there is a next page. */
export async function listActivityRows(db: Db, filter: ActivityFilter): Promise<Activity[]> {
  const { category, providerId, hasRoom, q, words, area, after, limit } = filter
  const [name, id] = after ?? []
  const conditions: (SQL | undefined)[] = [
    category === undefined ? undefined : eq(activities.category, category),
    providerId === undefined ? undefined : eq(activities.providerId, providerId),
    hasRoom ? hasPlaceLeft : undefined,
    q === undefined ? undefined : sql`starts_with(lower(${activities.name}), lower(${q}))`,
    ...(words ?? '').split(/\s+/).map((word) => (word === '' ? undefined : saysOfItself(word))),
    area === undefined
      ? undefined
      : sql`(${activities.locationKind} <> 'venue' or starts_with(${activities.postcode}, ${`${area} `}))`,
    name === undefined || id === undefined
      ? undefined
      : sql`(${activities.name}, ${activities.id}) > (${name}, ${id}::uuid)`,
  ]
  return withProvider(db)
    .where(and(...conditions))
    .orderBy(asc(activities.name), asc(activities.id))
    .limit(limit + 1)
}

/** A directory has hundreds of entries, not millions: each is looked through. */
const saysOfItself = (word: string): SQL =>
  sql`strpos(lower(concat_ws(' ', ${activities.name}, ${activities.description}, ${activities.whoFor}, ${activities.when}, ${organisations.name})), lower(${word})) > 0`

export async function insertActivity(
  tx: Tx,
  values: typeof activities.$inferInsert,
): Promise<typeof activities.$inferSelect> {
  const [row] = await tx.insert(activities).values(values).returning()
  if (row === undefined) throw new Error('An insert returned no row')
  return row
}

export async function updateActivity(tx: Tx, activity: Activity, changes: Partial<Activity>): Promise<void> {
  await tx
    .update(activities)
    .set({ ...changes, version: activity.version + 1 })
    .where(and(eq(activities.id, activity.id), eq(activities.version, activity.version)))
}

const hasPlaceLeft = and(lt(activities.taken, activities.capacity), eq(activities.status, 'open'))
