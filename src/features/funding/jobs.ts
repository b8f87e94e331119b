import { z } from 'zod'
import type { Schedule } from '../../platform/jobs/schedule.ts'
import type { JobHandler } from '../../platform/jobs/worker.ts'
import { warnOfFunding } from './use-cases/warn-of-funding.ts'

const warn: JobHandler = { data: z.object({}), run: (context) => warnOfFunding(context) }

export const fundingJobs = { 'warn-of-funding': warn }
export const fundingSchedules: readonly Schedule[] = [{ name: 'warn-of-funding', every: 'day', at: '06:10' }]
