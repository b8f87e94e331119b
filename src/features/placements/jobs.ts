import { z } from 'zod'
import type { Schedule } from '../../platform/jobs/schedule.ts'
import type { JobHandler } from '../../platform/jobs/worker.ts'
import { askStillWanted } from './use-cases/ask-still-wanted.ts'
import { lapseOffers } from './use-cases/lapse-offers.ts'
import { lookForRoom, offerFreePlaces } from './use-cases/offer-free-places.ts'

const nothing = z.object({})
const OfActivity = z.object({ activityId: z.uuid() })

const lapse: JobHandler = { data: nothing, run: (context) => lapseOffers(context) }
const ask: JobHandler = { data: nothing, run: (context) => askStillWanted(context) }
const look: JobHandler = { data: nothing, run: (context) => lookForRoom(context) }
const offer: JobHandler = {
  data: OfActivity,
  run: (context, data) => offerFreePlaces(context, OfActivity.parse(data)),
}

export const placementJobs = {
  'lapse-offers': lapse,
  'ask-still-wanted': ask,
  'look-for-room': look,
  'offer-waiting': offer,
}
export const placementSchedules: readonly Schedule[] = [
  { name: 'lapse-offers', every: 'day', at: '05:30' },
  { name: 'ask-still-wanted', every: 'day', at: '05:45' },
  { name: 'look-for-room', every: 'hour' },
]
