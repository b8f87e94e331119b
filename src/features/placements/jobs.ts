import { z } from 'zod'
import type { Schedule } from '../../platform/jobs/schedule.ts'
import type { JobHandler } from '../../platform/jobs/worker.ts'
import { stateLastMonth } from './use-cases/state-last-month.ts'

const state: JobHandler = { data: z.object({}), run: (context) => stateLastMonth(context) }

export const placementJobs = { 'make-funding-statements': state }

/** Each day, so that a worker that was away on the first makes them on the second; what is made is not made again. */
export const placementSchedules: readonly Schedule[] = [{ name: 'make-funding-statements', every: 'day', at: '06:20' }]
