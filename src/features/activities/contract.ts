import { z } from 'zod'
import { PageQuery, pageOf } from '../../platform/http/paging.ts'
import { normalisePostcode } from '../../platform/postcode.ts'
import { labelOf, type Scheme } from '../schemes/public.ts'
import { ACCESS_FEATURE_CODES, ACTIVITY_STATUSES, LOCATION_KINDS } from './kinds.ts'
import type { Activity } from './store.ts'

export const ActivityId = z.object({ activityId: z.uuid() })

const ActivityName = z.string().trim().min(1, 'Enter the name of the activity').max(200)
const Category = z.string().max(60).describe("A code of the scheme's list `activity-category`")
const Description = z.string().trim().min(3, 'Say what people do there').max(2_000)
const words = (most: number) => z.string().trim().min(1).max(most)
const When = z.string().trim().min(1, 'Say when it is').max(200)
const Access = z.array(z.enum(ACCESS_FEATURE_CODES)).max(ACCESS_FEATURE_CODES.length)
const Capacity = z.int().min(0).max(10_000).describe('Places in all')
const Postcode = z
  .string()
  .max(12)
  .refine((text) => normalisePostcode(text) !== undefined, 'Enter a full UK postcode, like S60 1AA')
  .overwrite((text) => normalisePostcode(text) ?? text)

export const NewActivityBody = z
  .strictObject({
    providerId: z.uuid().optional().describe('The provider that runs it; a provider may leave it out'),
    name: ActivityName,
    category: Category,
    description: Description,
    whoFor: words(500).optional().describe('Who it is for'),
    locationKind: z.enum(LOCATION_KINDS),
    postcode: Postcode.optional().describe('Where a venue is'),
    when: When.describe('In words: "Tuesdays 10 to 12, term time"'),
    access: Access.default([]),
    capacity: Capacity,
  })
  .refine((body) => body.locationKind !== 'venue' || body.postcode !== undefined, {
    path: ['postcode'],
    message: 'Enter the postcode of the venue',
  })
  .meta({ id: 'NewActivity' })
export type NewActivityBody = z.infer<typeof NewActivityBody>

/** A JSON merge patch: what is left out stays, null takes away. Opening again takes the reason for closing away. */
export const ActivityPatch = z
  .strictObject({
    name: ActivityName.optional(),
    category: Category.optional(),
    description: Description.optional(),
    whoFor: words(500).nullish(),
    locationKind: z.enum(LOCATION_KINDS).optional(),
    postcode: Postcode.nullish(),
    when: When.optional(),
    access: Access.optional(),
    capacity: Capacity.optional(),
    status: z.enum(ACTIVITY_STATUSES).optional(),
    closedBecause: words(300).optional().describe('Why it is closed for now, as people read it'),
  })
  .meta({ id: 'ActivityPatch' })
export type ActivityPatch = z.infer<typeof ActivityPatch>

export const ActivitiesQuery = PageQuery.extend({
  category: z.string().max(60).optional(),
  providerId: z.uuid().optional(),
  hasRoom: z.stringbool().default(false).describe('Only those that are open and have a place left'),
  q: z.string().trim().min(1).max(100).optional().describe('How the name begins'),
  words: z.string().trim().min(1).max(100).optional().describe('Words that stand in what the activity says of itself'),
  area: z
    .string()
    .trim()
    .regex(/^[a-z]{1,2}\d[a-z\d]?$/i, 'Enter the first part of a postcode, like S60')
    .toUpperCase()
    .optional()
    .describe('The first part of a postcode: venues there, and what comes home or is reached from anywhere'),
})

export const ActivityBody = z
  .object({
    id: z.uuid(),
    provider: z.object({ id: z.uuid(), name: z.string() }),
    name: z.string(),
    category: z.string(),
    categoryLabel: z.string(),
    description: z.string(),
    whoFor: z.string().nullable(),
    locationKind: z.enum(LOCATION_KINDS),
    postcode: z.string().nullable(),
    when: z.string(),
    access: z.array(z.enum(ACCESS_FEATURE_CODES)),
    capacity: z.int(),
    taken: z.int().describe('Places that somebody has or is offered'),
    placesLeft: z.int(),
    status: z.enum(ACTIVITY_STATUSES),
    closedBecause: z.string().nullable(),
    source: z
      .string()
      .nullable()
      .describe("Whose directory it is from, and under what licence; null for the scheme's own"),
    version: z.int().describe('Of what the provider says; taking a place does not change it'),
  })
  .meta({ id: 'Activity' })

export type ActivityBodyOf = z.infer<typeof ActivityBody>

export const ActivitiesBody = pageOf(ActivityBody).meta({ id: 'Activities' })

export const toActivityBody = (activity: Activity, scheme: Scheme): z.infer<typeof ActivityBody> => ({
  id: activity.id,
  provider: { id: activity.providerId, name: activity.providerName },
  name: activity.name,
  category: activity.category,
  categoryLabel: labelOf(scheme, 'activity-category', activity.category),
  description: activity.description,
  whoFor: activity.whoFor,
  locationKind: activity.locationKind,
  postcode: activity.postcode,
  when: activity.when,
  access: activity.access,
  capacity: activity.capacity,
  taken: activity.taken,
  placesLeft: activity.capacity - activity.taken,
  status: activity.status,
  closedBecause: activity.closedBecause,
  source: activity.source,
  version: activity.version,
})
