import { z } from 'zod'
import type { Schedule } from '../../platform/jobs/schedule.ts'
import type { JobHandler } from '../../platform/jobs/worker.ts'
import { WATCH_LONE_WORKERS, watchLoneWorkers } from './use-cases/watch-lone-workers.ts'

const watch: JobHandler = { data: z.object({}), run: (context) => watchLoneWorkers(context) }

export const contactJobs = { [WATCH_LONE_WORKERS]: watch }
export const contactSchedules: readonly Schedule[] = [{ name: WATCH_LONE_WORKERS, every: 'minute' }]
