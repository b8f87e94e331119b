import { z } from 'zod'
import type { Schedule } from '../../platform/jobs/schedule.ts'
import type { JobHandler } from '../../platform/jobs/worker.ts'
import { takeEffectOnItsDay } from './use-cases/take-effect.ts'

const change: JobHandler = { data: z.object({}), run: (context) => takeEffectOnItsDay(context) }

export const setupJobs = { 'change-settings': change }
export const setupSchedules: readonly Schedule[] = [{ name: 'change-settings', every: 'day', at: '00:05' }]
