import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context, SystemContext, Tx } from '../../../platform/context.ts'
import { addJob } from '../../../platform/jobs/add-job.ts'
import { Refusal } from '../../../platform/problems.ts'
import { inTransaction } from '../../../platform/transaction.ts'
import { GIVEN_UP_AFTER_MS, READ_FEED, type RunKind } from '../kinds.ts'
import {
  changeRun,
  deleteStaged,
  type Feed,
  type FeedRun,
  findFeedForUpdate,
  findOpenRunForUpdate,
  insertRun,
  listFeedRows,
} from '../store/feeds.ts'

type Asked = { kind: RunKind; acceptsLoss?: boolean; isWhole?: boolean }

/** Asks for a feed to be read now: as a trial, which shows what would come, or to bring it. */
export async function startRun(context: Context, input: { feedId: string } & Asked): Promise<FeedRun> {
  return inTransaction(context, async (tx) => {
    const feed = await findFeedForUpdate(tx, input.feedId)
    if (feed === undefined) throw new Refusal('not-found')
    if (!feed.isActive && input.kind === 'update')
      throw new Refusal('not-possible', 'This feed is stopped: begin it again first')
    const run = await openRun(tx, context, feed, input)
    if (run === undefined) throw new Refusal('already-done', 'It is being read already: wait until it is done')
    await recordAudit(tx, context, {
      action: 'directory-feed.asked',
      subjectKind: 'directory-feed',
      subjectId: feed.id,
      detail: { kind: input.kind },
    })
    return run
  })
}

/** Each night: every feed that is not stopped. */
export async function startEveryRun(context: SystemContext): Promise<void> {
  const { db } = context
  for (const { id, isActive } of await listFeedRows(db)) {
    if (!isActive) continue
    await db.transaction(async (tx) => {
      const feed = await findFeedForUpdate(tx, id)
      if (feed?.isActive === true) await openRun(tx, context, feed, { kind: 'update' })
    })
  }
}

/** Nothing when it is being read already. */
async function openRun(tx: Tx, context: SystemContext, feed: Feed, asked: Asked): Promise<FeedRun | undefined> {
  const { schemeId, newId, now } = context
  const open = await findOpenRunForUpdate(tx, feed.id)
  if (open !== undefined) {
    if (now().getTime() - open.workedAt.getTime() < GIVEN_UP_AFTER_MS) return undefined
    await changeRun(tx, open, { status: 'failed', failure: 'interrupted', finishedAt: now() })
    await deleteStaged(tx, open.id)
  }
  const run = await insertRun(tx, {
    schemeId,
    id: newId(),
    feedId: feed.id,
    kind: asked.kind,
    status: 'reading',
    startedAt: now(),
    workedAt: now(),
    modifiedAfter: asked.isWhole === true ? null : feed.modifiedAfter,
    acceptsLoss: asked.acceptsLoss === true,
  })
  await addJob(tx, context, { name: READ_FEED, data: { runId: run.id } })
  return run
}
