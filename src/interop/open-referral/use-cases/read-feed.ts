import { getScheme } from '../../../features/schemes/public.ts'
import { recordAudit } from '../../../platform/audit/record.ts'
import type { SystemContext, Tx } from '../../../platform/context.ts'
import { addJob } from '../../../platform/jobs/add-job.ts'
import { StrangerError, type StrangerOptions } from '../../../platform/outward/get-from-stranger.ts'
import { fromService, identityOf, type Reader } from '../from-service.ts'
import { READ_FEED, type RunFailure } from '../kinds.ts'
import { type FeedPage, NotAFeed, readIdentities, readServices } from '../reading.ts'
import { cut } from '../service-shape.ts'
import {
  bringListings,
  bringOrganisations,
  countGone,
  countToBring,
  type KeptOrganisation,
  keepOrganisations,
  retireGone,
} from '../store/bringing.ts'
import {
  changeFeed,
  changeRun,
  deleteStaged,
  type Feed,
  type FeedRun,
  findFeed,
  findRun,
  insertFaults,
  type NewFault,
  type Staged,
  stageRows,
} from '../store/feeds.ts'

/** A part of the work, well within the time that a worker keeps a job; the next part is a job of its own. */
const PART_MS = 20_000
/** So many pages of a hundred are more than any area has. */
const MOST_PAGES = 1_000
/** From so many on, losing more than half at once is taken for a fault of the feed. */
const FEW = 10

/**
 * Reads a feed page by page, keeps what was read aside, and brings it in one transaction when all of it was: a feed that breaks
 * half-way changes nothing. Done in parts, each of which may be begun again.
 */
export async function readFeed(
  context: SystemContext,
  { runId }: { runId: string },
  options: StrangerOptions,
): Promise<void> {
  const { db } = context
  const until = performance.now() + PART_MS
  for (;;) {
    const run = await findRun(db, runId)
    const feed = run === undefined ? undefined : await findFeed(db, run.feedId)
    if (run === undefined || feed === undefined) return
    if (run.status === 'done' || run.status === 'failed') return
    if (!feed.isActive && run.kind === 'update') return failRun(context, run, 'stopped')
    if (run.status === 'bringing') return bring(context, run, feed)
    if (run.nextPage > MOST_PAGES) return failRun(context, run, 'too-large')
    try {
      const page =
        run.status === 'reading'
          ? await readServices(feed, { page: run.nextPage, modifiedAfter: run.modifiedAfter }, options)
          : await readIdentities(feed, { page: run.nextPage }, options)
      await keepPage(context, { run, feed, page })
    } catch (error) {
      if (error instanceof NotAFeed) return failRun(context, run, 'not-a-feed')
      if (error instanceof StrangerError) return failRun(context, run, error.code)
      throw error
    }
    if (performance.now() < until) continue
    await db.transaction((tx) => addJob(tx, context, { name: READ_FEED, data: { runId } }))
    return
  }
}

type Kept = { run: FeedRun; feed: Feed; page: FeedPage }

/** What a page held is kept aside together with how far the reading is, so that a part that is begun again goes on there. */
async function keepPage(context: SystemContext, { run, feed, page }: Kept): Promise<void> {
  const read = run.status === 'reading' ? await understand(context, feed, page.items) : glimpse(feed, page.items)
  await context.db.transaction(async (tx) => {
    await stageRows(tx, context, run.id, read.staged)
    await insertFaults(tx, context, run.id, read.faults)
    const isOurs = await changeRun(tx, run, {
      ...nextOf(run, page),
      workedAt: context.now(),
      read: run.read + (run.status === 'reading' ? page.items.length : 0),
      faulty: run.faulty + read.faults.length,
      latestModified: later(run.latestModified, read.modifiedAt),
    })
    if (!isOurs) throw new Error('Another worker went on with this run')
  })
}

/** After what changed, what is there at all is looked through, unless everything was read. */
function nextOf(run: FeedRun, { isLast }: FeedPage): Pick<FeedRun, 'status' | 'nextPage'> {
  if (!isLast) return { status: run.status, nextPage: run.nextPage + 1 }
  const isAll = run.status === 'looking' || run.modifiedAfter === null
  return { status: isAll ? 'bringing' : 'looking', nextPage: 1 }
}

type Understood = { staged: Staged[]; faults: NewFault[]; modifiedAt: string | undefined }

async function understand(context: SystemContext, feed: Feed, items: readonly unknown[]): Promise<Understood> {
  const scheme = await getScheme(context)
  const reader: Reader = {
    feedId: feed.id,
    today: context.today(),
    categories: scheme.lists['activity-category'].filter(({ retiredOn }) => retiredOn === null),
    otherwise: feed.category,
  }
  const staged: Staged[] = []
  const faults: NewFault[] = []
  let modifiedAt: string | undefined
  for (const item of items) {
    const read = fromService(item, reader)
    if (read.is === 'nameless') {
      faults.push({ externalId: undefined, name: undefined, fault: read.fault })
      continue
    }
    const { externalId, activityId } = read
    if (read.modifiedAt !== undefined && (modifiedAt === undefined || read.modifiedAt > modifiedAt))
      modifiedAt = read.modifiedAt
    if (read.is === 'listed')
      staged.push({ externalId, activityId, organisation: read.organisation, listing: read.listing })
    // What cannot be read is there all the same: what was brought of it before stays as it was.
    else staged.push({ externalId, activityId, isGone: read.is === 'gone' })
    if (read.is === 'faulty') faults.push({ externalId, name: read.name, fault: read.fault })
  }
  return { staged, faults, modifiedAt }
}

const glimpse = (feed: Feed, items: readonly unknown[]): Understood => ({
  staged: items.flatMap((item) => identityOf(item, { feedId: feed.id }) ?? []),
  faults: [],
  modifiedAt: undefined,
})

function later(one: Date | null, other: string | undefined): Date | null {
  if (other === undefined) return one
  const at = new Date(other)
  return one === null || at > one ? at : one
}

/** All of it in one transaction, or only counted when it was a trial. */
async function bring(context: SystemContext, run: FeedRun, feed: Feed): Promise<void> {
  const { db, now, log } = context
  const of = { runId: run.id, feedId: feed.id }
  const outcome = await db.transaction(async (tx) => {
    const kept = await keepOrganisations(tx, of)
    await insertFaults(tx, context, run.id, kept.map(toKeptFault))
    const { shown, gone, seen } = await countGone(tx, of)
    const done = { status: 'done', workedAt: now(), finishedAt: now(), faulty: run.faulty + kept.length } as const
    if (run.kind === 'trial') {
      const counts = await countToBring(tx, of)
      await endRun(tx, run, { ...done, ...counts, retired: gone })
      return 'tried'
    }
    const failure = lossOf({ shown, gone, seen })
    if (failure !== undefined && !run.acceptsLoss) {
      await endRun(tx, run, { ...done, status: 'failed', failure })
      return failure
    }
    await bringOrganisations(tx, context, of)
    const counts = await bringListings(tx, context, { ...of, source: `${feed.source} (${feed.licence})` })
    const retired = await retireGone(tx, context, of)
    await changeFeed(tx, feed.id, { modifiedAfter: run.latestModified ?? feed.modifiedAfter })
    await endRun(tx, run, { ...done, ...counts, retired })
    await recordAudit(tx, context, {
      action: 'directory-feed.read',
      subjectKind: 'directory-feed',
      subjectId: feed.id,
      detail: { ...counts, retired },
    })
    return 'brought'
  })
  log.info({ feedId: feed.id, runId: run.id, outcome }, 'directory feed read')
}

const toKeptFault = ({ externalId, name, organisation }: KeptOrganisation): NewFault => ({
  externalId,
  name,
  fault: cut(
    `It is of ${organisation ?? 'another organisation'} now. It stays with the one before, because somebody has a place there, or money or a link hangs on it`,
    300,
  ),
})

async function endRun(tx: Tx, run: FeedRun, changes: Partial<FeedRun>): Promise<void> {
  if (!(await changeRun(tx, run, changes))) throw new Error('Another worker ended this run')
  await deleteStaged(tx, run.id)
}

/** A feed that is suddenly empty, or has lost most of what it had, is taken for a broken one until somebody says otherwise. */
function lossOf({ shown, gone, seen }: { shown: number; gone: number; seen: number }): RunFailure | undefined {
  if (gone > 0 && seen === 0) return 'empty'
  return shown >= FEW && gone * 2 > shown ? 'half-gone' : undefined
}

/** The run of a job that was tried for the last time ends, so that the feed may be read again. */
export async function giveUpRun(context: SystemContext, runId: string): Promise<void> {
  const run = await findRun(context.db, runId)
  if (run !== undefined && run.status !== 'done' && run.status !== 'failed') await failRun(context, run, 'given-up')
}

async function failRun(context: SystemContext, run: FeedRun, failure: RunFailure): Promise<void> {
  const at = context.now()
  await context.db.transaction((tx) => endRun(tx, run, { status: 'failed', failure, workedAt: at, finishedAt: at }))
  context.log.warn({ feedId: run.feedId, runId: run.id, failure }, 'directory feed not read')
}
