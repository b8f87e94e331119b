import { z } from 'zod'
import type { Schedule } from '../../platform/jobs/schedule.ts'
import type { JobHandler } from '../../platform/jobs/worker.ts'
import { READ_FEED, READ_FEEDS } from './kinds.ts'
import { giveUpRun, readFeed } from './use-cases/read-feed.ts'
import { startEveryRun } from './use-cases/start-run.ts'

const Run = z.object({ runId: z.uuid() })

/** `feedsFromLoopback` is for tests, which serve feeds from their own machine. */
export function openReferralJobs({ feedsFromLoopback }: { feedsFromLoopback: boolean }): Record<string, JobHandler> {
  const read: JobHandler<typeof Run> = {
    data: Run,
    run: (context, data) => readFeed(context, data, { allowsLoopback: feedsFromLoopback }),
    giveUp: (context, { runId }) => giveUpRun(context, runId),
  }
  const start: JobHandler = { data: z.object({}), run: (context) => startEveryRun(context) }
  return { [READ_FEED]: read, [READ_FEEDS]: start }
}
export const openReferralSchedules: readonly Schedule[] = [{ name: READ_FEEDS, every: 'day', at: '02:30' }]
