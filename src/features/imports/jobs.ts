import { z } from 'zod'
import type { Schedule } from '../../platform/jobs/schedule.ts'
import type { JobHandler } from '../../platform/jobs/worker.ts'
import { RUN_IMPORT } from './kinds.ts'
import { FORGET_ROWS, forgetRows } from './use-cases/forget-rows.ts'
import { writeRows } from './use-cases/write-rows.ts'

const forget: JobHandler = { data: z.object({}), run: (context) => forgetRows(context) }

const Run = z.object({ importId: z.uuid(), membershipId: z.uuid() })
const run: JobHandler<typeof Run> = { data: Run, run: (context, data) => writeRows(context, data) }

export const importJobs: Record<string, JobHandler> = { [FORGET_ROWS]: forget, [RUN_IMPORT]: run }
export const importSchedules: readonly Schedule[] = [{ name: FORGET_ROWS, every: 'hour' }]
