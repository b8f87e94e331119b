import { z } from 'zod'
import type { Schedule } from '../../platform/jobs/schedule.ts'
import type { JobHandler } from '../../platform/jobs/worker.ts'
import { chaseSameDay } from './use-cases/chase-same-day.ts'

const chase: JobHandler = { data: z.object({}), run: (context) => chaseSameDay(context) }

export const messageJobs = { 'chase-same-day': chase }
export const messageSchedules: readonly Schedule[] = [{ name: 'chase-same-day', every: 'minute' }]
