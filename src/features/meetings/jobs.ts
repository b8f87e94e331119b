import { z } from 'zod'
import type { Schedule } from '../../platform/jobs/schedule.ts'
import type { JobHandler } from '../../platform/jobs/worker.ts'
import { clearRiskLists } from './use-cases/drop-risk-list.ts'

const clear: JobHandler = { data: z.object({}), run: (context) => clearRiskLists(context) }

export const meetingJobs = { 'clear-risk-lists': clear }

export const meetingSchedules: readonly Schedule[] = [{ name: 'clear-risk-lists', every: 'day', at: '04:45' }]
