import { z } from 'zod'
import type { Cohort } from './store/cohorts.ts'

export const CohortId = z.object({ cohortId: z.uuid() })

const Name = z.string().trim().min(1, 'Give the run a name').max(100)
const Weeks = z.int().min(1).max(104)
const Capacity = z.int().min(0).max(10_000)

export const NewCohortBody = z
  .strictObject({ name: Name, startsOn: z.iso.date(), weeks: Weeks, capacity: Capacity })
  .meta({ id: 'NewCohort' })

export const CohortPatch = z
  .strictObject({
    name: Name.optional(),
    startsOn: z.iso.date().optional(),
    weeks: Weeks.optional(),
    capacity: Capacity.optional(),
    isClosed: z.boolean().optional().describe('Nobody new; whoever has a place keeps it'),
  })
  .meta({ id: 'CohortPatch' })

export const CohortBody = z
  .object({
    id: z.uuid(),
    activityId: z.uuid(),
    name: z.string(),
    startsOn: z.iso.date(),
    weeks: z.int(),
    capacity: z.int(),
    taken: z.int(),
    placesLeft: z.int(),
    isClosed: z.boolean(),
    version: z.int(),
  })
  .meta({ id: 'Cohort' })

export const CohortsBody = z.object({ items: z.array(CohortBody) }).meta({ id: 'Cohorts' })

export const toCohortBody = (cohort: Cohort): z.infer<typeof CohortBody> => ({
  id: cohort.id,
  activityId: cohort.activityId,
  name: cohort.name,
  startsOn: cohort.startsOn,
  weeks: cohort.weeks,
  capacity: cohort.capacity,
  taken: cohort.taken,
  placesLeft: cohort.capacity - cohort.taken,
  isClosed: cohort.isClosed,
  version: cohort.version,
})
