import { z } from 'zod'
import type { Schedule } from '../../platform/jobs/schedule.ts'
import type { JobHandler } from '../../platform/jobs/worker.ts'
import { climbReviewLadder } from './use-cases/climb-review-ladder.ts'
import { reopenActivities } from './use-cases/reopen-activities.ts'

const nothing = z.object({})
const climb: JobHandler = { data: nothing, run: (context) => climbReviewLadder(context) }
const reopen: JobHandler = { data: nothing, run: (context) => reopenActivities(context) }

export const activityJobs = { 'climb-review-ladder': climb, 'reopen-activities': reopen }
export const activitySchedules: readonly Schedule[] = [
  { name: 'reopen-activities', every: 'day', at: '05:20' },
  { name: 'climb-review-ladder', every: 'day', at: '05:25' },
]
