import { z } from 'zod'
import type { Schedule } from '../../platform/jobs/schedule.ts'
import type { JobHandler } from '../../platform/jobs/worker.ts'
import { TELL_OF_SESSION } from '../activities/public.ts'
import { askStillWanted } from './use-cases/ask-still-wanted.ts'
import { lapseOffers } from './use-cases/lapse-offers.ts'
import { lookForRoom, offerFreePlaces } from './use-cases/offer-free-places.ts'
import { stateLastMonth } from './use-cases/state-last-month.ts'
import { tellOfSession } from './use-cases/tell-of-session.ts'

const SessionData = z.object({
  activityId: z.uuid(),
  on: z.iso.date(),
  was: z.object({ heldOn: z.iso.date(), startsAt: z.string(), wasCancelled: z.boolean().default(false) }),
})

const tell: JobHandler<typeof SessionData> = { data: SessionData, run: (context, data) => tellOfSession(context, data) }

const nothing = z.object({})
const OfActivity = z.object({ activityId: z.uuid() })

const state: JobHandler = { data: nothing, run: (context) => stateLastMonth(context) }
const lapse: JobHandler = { data: nothing, run: (context) => lapseOffers(context) }
const ask: JobHandler = { data: nothing, run: (context) => askStillWanted(context) }
const look: JobHandler = { data: nothing, run: (context) => lookForRoom(context) }
const offer: JobHandler = {
  data: OfActivity,
  run: (context, data) => offerFreePlaces(context, OfActivity.parse(data)),
}

export const placementJobs = {
  'make-funding-statements': state,
  'lapse-offers': lapse,
  'ask-still-wanted': ask,
  'look-for-room': look,
  'offer-waiting': offer,
  [TELL_OF_SESSION]: tell,
}

/** Statements each day, so that a worker that was away on the first makes them on the second; what is made is not made again. */
export const placementSchedules: readonly Schedule[] = [
  { name: 'lapse-offers', every: 'day', at: '05:30' },
  { name: 'ask-still-wanted', every: 'day', at: '05:45' },
  { name: 'make-funding-statements', every: 'day', at: '06:20' },
  { name: 'look-for-room', every: 'hour' },
]
