import { getListItem, getScheme } from '../../../features/schemes/public.ts'
import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context } from '../../../platform/context.ts'
import { invalid, Refusal } from '../../../platform/problems.ts'
import { inTransaction } from '../../../platform/transaction.ts'
import type { NewFeed } from '../forms.ts'
import {
  changeFeed,
  type Feed,
  type FeedFault,
  type FeedRun,
  findFeed,
  findFeedForUpdate,
  insertFeed,
  listFaultsOf,
  listFeedRows,
  listLatestRuns,
  listRunsOf,
} from '../store/feeds.ts'

const RUNS_SHOWN = 20
const FAULTS_SHOWN = 200

/** Adds another area's directory. It is stopped until somebody has tried it and begins it. */
export async function addFeed(context: Context, input: NewFeed): Promise<Feed> {
  const { schemeId, newId, now, actor } = context
  const scheme = await getScheme(context)
  getListItem(scheme, 'activity-category', input.category, '#/category')
  return inTransaction(context, async (tx) => {
    const feed = await insertFeed(tx, {
      schemeId,
      id: newId(),
      ...input,
      isActive: false,
      addedAt: now(),
      addedById: actor.membershipId,
    })
    if (feed === undefined) throw invalid('#/url', 'This feed is on the list already')
    await recordAudit(tx, context, {
      action: 'directory-feed.added',
      subjectKind: 'directory-feed',
      subjectId: feed.id,
    })
    return feed
  })
}

/** Begins to read a feed each night, or stops it. What came from it stays as it is. */
export async function turnFeed(context: Context, input: { feedId: string; isActive: boolean }): Promise<void> {
  const { feedId, isActive } = input
  await inTransaction(context, async (tx) => {
    const feed = await findFeedForUpdate(tx, feedId)
    if (feed === undefined) throw new Refusal('not-found')
    if (feed.isActive === isActive) return
    await changeFeed(tx, feedId, { isActive })
    await recordAudit(tx, context, {
      action: isActive ? 'directory-feed.begun' : 'directory-feed.stopped',
      subjectKind: 'directory-feed',
      subjectId: feedId,
    })
  })
}

export type FeedWithRun = { feed: Feed; latest: FeedRun | undefined }

export async function listFeeds({ db }: Context): Promise<FeedWithRun[]> {
  const [feeds, runs] = await Promise.all([listFeedRows(db), listLatestRuns(db)])
  return feeds.map((feed) => ({ feed, latest: runs.find(({ feedId }) => feedId === feed.id) }))
}

export type ReadFeed = { feed: Feed; runs: FeedRun[]; faults: FeedFault[] }

/** A feed with its runs, the latest first, and what could not be brought by the latest of them. */
export async function getFeed({ db }: Context, input: { feedId: string }): Promise<ReadFeed> {
  const feed = await findFeed(db, input.feedId)
  if (feed === undefined) throw new Refusal('not-found')
  const runs = await listRunsOf(db, feed.id, RUNS_SHOWN)
  const [latest] = runs
  return { feed, runs, faults: latest === undefined ? [] : await listFaultsOf(db, latest.id, FAULTS_SHOWN) }
}
