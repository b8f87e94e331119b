import { and, asc, desc, eq, inArray, sql } from 'drizzle-orm'
import type { Db, SystemContext, Tx } from '../../../platform/context.ts'
import { directoryFeedFaults, directoryFeedRows, directoryFeedRuns, directoryFeeds } from '../tables.ts'

export type Feed = typeof directoryFeeds.$inferSelect
export type FeedRun = typeof directoryFeedRuns.$inferSelect
export type FeedFault = typeof directoryFeedFaults.$inferSelect
const OPEN = ['reading', 'looking', 'bringing'] as const

/** A scheme reads a handful of feeds. */
const MOST_FEEDS = 50

export const listFeedRows = (db: Db | Tx): Promise<Feed[]> =>
  db.select().from(directoryFeeds).orderBy(asc(directoryFeeds.name), asc(directoryFeeds.id)).limit(MOST_FEEDS)

export async function findFeed(db: Db | Tx, feedId: string): Promise<Feed | undefined> {
  const [row] = await db.select().from(directoryFeeds).where(eq(directoryFeeds.id, feedId))
  return row
}

export async function findFeedForUpdate(tx: Tx, feedId: string): Promise<Feed | undefined> {
  const [row] = await tx.select().from(directoryFeeds).where(eq(directoryFeeds.id, feedId)).for('update')
  return row
}

/** Nothing when this address is read already. */
export async function insertFeed(tx: Tx, values: typeof directoryFeeds.$inferInsert): Promise<Feed | undefined> {
  const [row] = await tx
    .insert(directoryFeeds)
    .values(values)
    .onConflictDoNothing({ target: [directoryFeeds.schemeId, directoryFeeds.url] })
    .returning()
  return row
}

export async function changeFeed(
  tx: Tx,
  feedId: string,
  changes: Partial<Pick<Feed, 'isActive' | 'modifiedAfter'>>,
): Promise<void> {
  await tx
    .update(directoryFeeds)
    .set({ ...changes, version: sql`${directoryFeeds.version} + 1` })
    .where(eq(directoryFeeds.id, feedId))
}

export async function findRun(db: Db | Tx, runId: string): Promise<FeedRun | undefined> {
  const [row] = await db.select().from(directoryFeedRuns).where(eq(directoryFeedRuns.id, runId))
  return row
}

export async function findOpenRunForUpdate(tx: Tx, feedId: string): Promise<FeedRun | undefined> {
  const [row] = await tx
    .select()
    .from(directoryFeedRuns)
    .where(and(eq(directoryFeedRuns.feedId, feedId), inArray(directoryFeedRuns.status, [...OPEN])))
    .for('update')
  return row
}

export async function insertRun(tx: Tx, values: typeof directoryFeedRuns.$inferInsert): Promise<FeedRun> {
  const [row] = await tx.insert(directoryFeedRuns).values(values).returning()
  if (row === undefined) throw new Error('An insert returned no row')
  return row
}

/** Changes a run that stands where it was read; false when another worker has gone on with it, or it is over. */
export async function changeRun(tx: Tx, run: FeedRun, changes: Partial<FeedRun>): Promise<boolean> {
  const rows = await tx
    .update(directoryFeedRuns)
    .set(changes)
    .where(
      and(
        eq(directoryFeedRuns.id, run.id),
        eq(directoryFeedRuns.status, run.status),
        eq(directoryFeedRuns.nextPage, run.nextPage),
      ),
    )
    .returning({ id: directoryFeedRuns.id })
  return rows.length > 0
}

export const listRunsOf = (db: Db, feedId: string, limit: number): Promise<FeedRun[]> =>
  db
    .select()
    .from(directoryFeedRuns)
    .where(eq(directoryFeedRuns.feedId, feedId))
    .orderBy(desc(directoryFeedRuns.id))
    .limit(limit)

/** The latest run of each feed. */
export const listLatestRuns = (db: Db): Promise<FeedRun[]> =>
  db
    .selectDistinctOn([directoryFeedRuns.feedId])
    .from(directoryFeedRuns)
    .orderBy(directoryFeedRuns.feedId, desc(directoryFeedRuns.id))

export const listFaultsOf = (db: Db, runId: string, limit: number): Promise<FeedFault[]> =>
  db
    .select()
    .from(directoryFeedFaults)
    .where(eq(directoryFeedFaults.runId, runId))
    .orderBy(asc(directoryFeedFaults.id))
    .limit(limit)

export type NewFault = { externalId: string | undefined; name: string | undefined; fault: string }

export async function insertFaults(
  tx: Tx,
  { schemeId, newId }: SystemContext,
  runId: string,
  faults: readonly NewFault[],
): Promise<void> {
  if (faults.length === 0) return
  await tx.insert(directoryFeedFaults).values(
    faults.map(({ externalId, name, fault }) => ({
      schemeId,
      id: newId(),
      runId,
      externalId: externalId ?? null,
      name: name ?? null,
      fault: fault.slice(0, 300),
    })),
  )
}

export type Staged = Pick<typeof directoryFeedRows.$inferInsert, 'externalId' | 'activityId'> &
  Partial<Pick<typeof directoryFeedRows.$inferInsert, 'organisation' | 'listing' | 'isGone'>>

/** What was read of a page. What stands twice in a feed is taken as it stood last; what was only seen takes nothing away. */
export async function stageRows(
  tx: Tx,
  { schemeId, newId }: SystemContext,
  runId: string,
  staged: readonly Staged[],
): Promise<void> {
  const byId = new Map(staged.map((row) => [row.activityId, row]))
  if (byId.size === 0) return
  await tx
    .insert(directoryFeedRows)
    .values(
      [...byId.values()].map(({ externalId, activityId, organisation = null, listing = null, isGone = false }) => ({
        schemeId,
        id: newId(),
        runId,
        externalId,
        activityId,
        organisation,
        listing,
        isGone,
      })),
    )
    .onConflictDoUpdate({
      target: [directoryFeedRows.schemeId, directoryFeedRows.runId, directoryFeedRows.activityId],
      set: {
        organisation: sql`coalesce(excluded.organisation, ${directoryFeedRows.organisation})`,
        listing: sql`coalesce(excluded.listing, ${directoryFeedRows.listing})`,
        isGone: sql`excluded.is_gone or ${directoryFeedRows.isGone}`,
      },
    })
}

export async function deleteStaged(tx: Tx, runId: string): Promise<void> {
  await tx.delete(directoryFeedRows).where(eq(directoryFeedRows.runId, runId))
}
