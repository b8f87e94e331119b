import { z } from 'zod'
import type { Schedule } from '../../platform/jobs/schedule.ts'
import type { JobHandler } from '../../platform/jobs/worker.ts'
import { warnOfEnding } from './use-cases/warn-of-ending.ts'

const warn: JobHandler = { data: z.object({}), run: (context) => warnOfEnding(context) }

export const agreementJobs = { 'warn-of-ending-agreements': warn }
export const agreementSchedules: readonly Schedule[] = [
  { name: 'warn-of-ending-agreements', every: 'day', at: '05:15' },
]
