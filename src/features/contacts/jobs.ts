import { z } from 'zod'
import type { Schedule } from '../../platform/jobs/schedule.ts'
import type { JobHandler } from '../../platform/jobs/worker.ts'
import { remindOfVisits } from './use-cases/remind-of-visits.ts'
import { sendVisitLinks } from './use-cases/send-visit-links.ts'
import { tellOfVisit } from './use-cases/tell-of-visit.ts'
import { WATCH_LONE_WORKERS, watchLoneWorkers } from './use-cases/watch-lone-workers.ts'

const ContactIdData = z.object({ contactId: z.uuid() })

const watch: JobHandler = { data: z.object({}), run: (context) => watchLoneWorkers(context) }
const links: JobHandler = { data: z.object({}), run: (context) => sendVisitLinks(context) }
const remind: JobHandler = { data: z.object({}), run: (context) => remindOfVisits(context) }
const tell: JobHandler<typeof ContactIdData> = {
  data: ContactIdData,
  run: (context, data) => tellOfVisit(context, data),
}

export const contactJobs = {
  [WATCH_LONE_WORKERS]: watch,
  'send-visit-links': links,
  'remind-of-visits': remind,
  'tell-of-visit': tell,
}

/** Whether this one runs is watched from outside. */
export const WATCHED_JOBS = [WATCH_LONE_WORKERS]

/** A link is there before the first visit; a telephone that lights up wakes nobody. */
export const contactSchedules: readonly Schedule[] = [
  { name: WATCH_LONE_WORKERS, every: 'minute' },
  { name: 'send-visit-links', every: 'day', at: '06:30' },
  { name: 'remind-of-visits', every: 'day', at: '09:30' },
]
