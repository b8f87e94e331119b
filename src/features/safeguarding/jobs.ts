import { z } from 'zod'
import type { Schedule } from '../../platform/jobs/schedule.ts'
import type { JobHandler } from '../../platform/jobs/worker.ts'
import { climb } from './use-cases/climb.ts'

const climbing: JobHandler = { data: z.object({}), run: (context) => climb(context) }

export const safeguardingJobs = { 'climb-concerns': climbing }
export const safeguardingSchedules: readonly Schedule[] = [{ name: 'climb-concerns', every: 'minute' }]
