import { z } from 'zod'
import type { Schedule } from '../../platform/jobs/schedule.ts'
import type { JobHandler } from '../../platform/jobs/worker.ts'
import { watchLooking } from './use-cases/watch-looking.ts'

const WATCH_LOOKING = 'watch-looking'

export const privacyJobs: Record<string, JobHandler> = {
  [WATCH_LOOKING]: { data: z.object({}), run: (context) => watchLooking(context) },
}
export const privacySchedules: readonly Schedule[] = [{ name: WATCH_LOOKING, every: 'hour' }]
