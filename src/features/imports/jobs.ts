import { z } from 'zod'
import type { Schedule } from '../../platform/jobs/schedule.ts'
import type { JobHandler } from '../../platform/jobs/worker.ts'
import { FORGET_ROWS, forgetRows } from './use-cases/forget-rows.ts'

const forget: JobHandler = { data: z.object({}), run: (context) => forgetRows(context) }

export const importJobs = { [FORGET_ROWS]: forget }
export const importSchedules: readonly Schedule[] = [{ name: FORGET_ROWS, every: 'hour' }]
