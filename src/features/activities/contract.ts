import { z } from 'zod'
import { PageQuery, pageOf } from '../../platform/http/paging.ts'
import { labelOf, type Scheme } from '../schemes/public.ts'
import {
  ACCESS_FEATURE_CODES,
  ACTIVITY_STATUSES,
  CAPACITY_LEVELS,
  ENTRY_KINDS,
  LOCATION_KINDS,
  PLACES_MODES,
  WAITING_ORDERS,
} from './kinds.ts'
import { CHOICES, LANGUAGE_CODES, MAY_SAY, MUST_SAY, mayBeLeftOut, Postcode, ScheduleLineBody } from './listing.ts'
import { PARTS_OF_DAY_NAMES, WEEKDAYS } from './recurrence.ts'
import type { Activity, FoundActivity } from './store.ts'

export { ActivityPatch } from './listing.ts'
export const ActivityId = z.object({ activityId: z.uuid() })

export const NewActivityBody = z
  .strictObject({
    providerId: z.uuid().optional().describe('The provider that runs it; a provider may leave it out'),
    ...MUST_SAY,
    ...mayBeLeftOut(MAY_SAY),
    ...mayBeLeftOut(CHOICES),
    access: CHOICES.access.default([]),
  })
  .meta({ id: 'NewActivity' })
export type NewActivityBody = z.infer<typeof NewActivityBody>

const several = <Code extends string>(codes: readonly [Code, ...Code[]]) =>
  z
    .string()
    .max(300)
    .transform((text) => text.split(','))
    .pipe(z.array(z.enum(codes)).max(codes.length))

export const ACTIVITY_ORDERS = ['name', 'best', 'near'] as const

export const ActivitiesQuery = PageQuery.extend({
  category: z.string().max(60).optional(),
  providerId: z.uuid().optional(),
  hasRoom: z.stringbool().default(false).describe('Only those where somebody can be offered a place now'),
  q: z.string().trim().min(1).max(100).optional().describe('How the name begins'),
  words: z
    .string()
    .trim()
    .min(1)
    .max(100)
    .optional()
    .describe('Words of the activity, of its kind or of its group; a slip of the keyboard is forgiven'),
  area: z
    .string()
    .trim()
    .regex(/^[a-z]{1,2}\d[a-z\d]?$/i, 'Enter the first part of a postcode, like S60')
    .toUpperCase()
    .optional()
    .describe('The first part of a postcode: venues there, and what comes home or is reached from anywhere'),
  near: z
    .union([Postcode, CHOICES.areas.element], { error: 'Enter a postcode, like S60 1AA, or its first part, like S60' })
    .optional()
    .describe('A postcode that is nobody’s home, or its first part. For a person, ask with their referral'),
  withinKm: z.coerce.number().min(0.1).max(200).optional().describe('How far from `near`'),
  day: z.enum(WEEKDAYS).optional(),
  partOfDay: z.enum(PARTS_OF_DAY_NAMES).optional(),
  access: several(ACCESS_FEATURE_CODES).optional().describe('Codes with commas between: all of them are there'),
  language: z.enum(LANGUAGE_CODES).optional(),
  mostPence: z.coerce.number().int().min(0).max(1_000_000).optional().describe('What somebody can pay; 0: free'),
  entry: z.enum(ENTRY_KINDS).optional(),
  withHidden: z.stringbool().default(false).describe('Those too that nobody confirmed, and that are hidden therefore'),
  order: z
    .enum(ACTIVITY_ORDERS)
    .optional()
    .describe('`best` when there are words, `near` when there is a place, otherwise by name'),
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
    whoNotFor: z.string().nullable(),
    minimumAge: z.int().nullable(),
    maximumAge: z.int().nullable(),
    costPence: z.int().nullable().describe('0: free; null: nobody said'),
    costNote: z.string().nullable(),
    gettingThere: z.string().nullable(),
    firstTime: z.string().nullable(),
    phone: z.string().nullable(),
    email: z.string().nullable(),
    website: z.string().nullable(),
    address: z.string().nullable(),
    postcode: z.string().nullable(),
    locationKind: z.enum(LOCATION_KINDS),
    when: z.string(),
    schedule: z.array(ScheduleLineBody),
    access: z.array(z.enum(ACCESS_FEATURE_CODES)),
    languages: z.array(z.string()),
    areas: z.array(z.string()),
    entry: z.enum(ENTRY_KINDS),
    capacity: z.int(),
    taken: z.int().describe('Places that somebody has or is offered'),
    placesLeft: z.int(),
    placesMode: z.enum(PLACES_MODES),
    capacityLevel: z.enum(CAPACITY_LEVELS),
    waitingOrder: z.enum(WAITING_ORDERS),
    placesSaidAt: z.iso.datetime().nullable().describe('When somebody said the places last'),
    status: z.enum(ACTIVITY_STATUSES),
    closedBecause: z.string().nullable(),
    source: z
      .string()
      .nullable()
      .describe("Whose directory it is from, and under what licence; null for the scheme's own"),
    reopensOn: z.iso.date().nullable(),
    confirmedOn: z.iso.date().nullable().describe('The day somebody said last that all of this is so'),
    isHidden: z.boolean().describe('Hidden from searches: nobody confirmed it for long, or its feed lists it no more'),
    metres: z.int().nullable().describe('From the place that was asked for, as the crow flies'),
    version: z.int().describe('Of what the provider says; taking a place does not change it'),
  })
  .meta({ id: 'Activity' })

export type ActivityBodyOf = z.infer<typeof ActivityBody>

export const ActivitiesBody = pageOf(ActivityBody).meta({ id: 'Activities' })

export const toActivityBody = (activity: Activity | FoundActivity, scheme: Scheme): z.infer<typeof ActivityBody> => ({
  ...activity,
  provider: { id: activity.providerId, name: activity.providerName },
  categoryLabel: labelOf(scheme, 'activity-category', activity.category),
  placesLeft: activity.capacity - activity.taken,
  placesSaidAt: activity.placesSaidAt?.toISOString() ?? null,
  isHidden: activity.hiddenAt !== null,
  metres: 'metres' in activity ? activity.metres : null,
})
