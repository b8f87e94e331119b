import { z } from 'zod'
import type { Schedule } from '../../platform/jobs/schedule.ts'
import type { JobHandler } from '../../platform/jobs/worker.ts'
import { TELL_OF_SESSION } from '../activities/public.ts'
import { stateLastMonth } from './use-cases/state-last-month.ts'
import { tellOfSession } from './use-cases/tell-of-session.ts'

const SessionData = z.object({
  activityId: z.uuid(),
  on: z.iso.date(),
  was: z.object({ heldOn: z.iso.date(), startsAt: z.string() }),
})

const tell: JobHandler<typeof SessionData> = { data: SessionData, run: (context, data) => tellOfSession(context, data) }

const state: JobHandler = { data: z.object({}), run: (context) => stateLastMonth(context) }

export const placementJobs = { 'make-funding-statements': state, [TELL_OF_SESSION]: tell }

/** Each day, so that a worker that was away on the first makes them on the second; what is made is not made again. */
export const placementSchedules: readonly Schedule[] = [{ name: 'make-funding-statements', every: 'day', at: '06:20' }]
