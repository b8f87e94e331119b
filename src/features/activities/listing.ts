import { z } from 'zod'
import { normalisePostcode } from '../../platform/postcode.ts'
import { LANGUAGES } from '../people/public.ts'
import {
  ACCESS_FEATURE_CODES,
  ACTIVITY_STATUSES,
  CAPACITY_LEVELS,
  ENTRY_KINDS,
  LOCATION_KINDS,
  PLACES_MODES,
  WAITING_ORDERS,
} from './kinds.ts'
import { faultOfRule } from './recurrence.ts'

const words = (most: number) => z.string().trim().min(1).max(most)
const Age = z.int().min(0).max(120)
const District = z
  .string()
  .trim()
  .toUpperCase()
  .regex(/^[A-Z]{1,2}\d[A-Z\d]?$/, 'Enter the first part of a postcode, like S60')
const Time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'Enter a time like 10:00')

export const Postcode = z
  .string()
  .max(12)
  .refine((text) => normalisePostcode(text) !== undefined, 'Enter a full UK postcode, like S60 1AA')
  .overwrite((text) => normalisePostcode(text) ?? text)

export const LANGUAGE_CODES = LANGUAGES.map(({ code }) => code)

export const ScheduleLineBody = z
  .strictObject({
    startsOn: z.iso
      .date()
      .refine((day) => day >= '2000-01-01' && day < '2100-01-01', 'Enter a first session in this century')
      .describe('The first session; the rule counts from it'),
    startsAt: Time.describe('By the clock on the wall in England'),
    endsAt: Time,
    rule: z
      .string()
      .max(200)
      .superRefine((rule, context) => {
        const fault = faultOfRule(rule)
        if (fault !== undefined) context.addIssue({ code: 'custom', message: fault })
      })
      .nullable()
      .describe('A recurrence rule of RFC 5545 for every day, week or month; null: once'),
    exceptOn: z.array(z.iso.date()).max(60).default([]).describe('Days on which it is not held'),
  })
  .refine(({ startsAt, endsAt }) => startsAt < endsAt, { path: ['endsAt'], message: 'It ends after it begins' })
  .meta({ id: 'ScheduleLine' })

/** What a listing must say. */
export const MUST_SAY = {
  name: z.string().trim().min(1, 'Enter the name of the activity').max(200),
  category: z.string().max(60).describe("A code of the scheme's list `activity-category`"),
  description: z.string().trim().min(3, 'Say what people do there').max(2_000),
  locationKind: z.enum(LOCATION_KINDS),
  when: z.string().trim().min(1, 'Say when it is').max(200).describe('In words: "Tuesdays 10 to 12, term time"'),
  capacity: z.int().min(0).max(10_000).describe('Places in all; of each session or run when `capacityLevel` says so'),
}

/** What it may say; each of them may be taken away again. */
export const MAY_SAY = {
  whoFor: words(500).describe('Who it is for'),
  whoNotFor: words(500).describe('Who it is not for'),
  minimumAge: Age,
  maximumAge: Age,
  costPence: z.int().min(0).max(1_000_000).describe('What the person pays each time; 0: free; not said when left out'),
  costNote: words(200),
  gettingThere: words(500).describe('How to get there and back'),
  firstTime: words(300).describe('Who brings somebody the first time'),
  phone: z.string().trim().min(3).max(30),
  email: z.email('Enter an email address, like name@example.org').max(200),
  website: z.url({ protocol: /^https?$/, error: 'Enter the whole address, beginning with https://' }).max(300),
  address: words(300),
  postcode: Postcode.describe('Where a venue is'),
}

/** What it says by lists and choices: each has a value from the beginning. */
export const CHOICES = {
  access: z.array(z.enum(ACCESS_FEATURE_CODES)).max(ACCESS_FEATURE_CODES.length),
  languages: z
    .array(z.enum(LANGUAGE_CODES))
    .max(LANGUAGE_CODES.length)
    .describe('Spoken there beside English, by the codes of the reference list'),
  areas: z.array(District).max(60).describe('Districts of postcodes that it serves; none: the whole scheme'),
  entry: z.enum(ENTRY_KINDS).describe('`open-door`: whoever comes may come, and is counted'),
  schedule: z.array(ScheduleLineBody).max(7).describe('The same as `when`, for a calendar'),
  placesMode: z
    .enum(PLACES_MODES)
    .describe('`talk-first`: nobody can say before the group and the advisor have talked'),
  capacityLevel: z.enum(CAPACITY_LEVELS).describe('Of what `capacity` is'),
  waitingOrder: z.enum(WAITING_ORDERS),
}

/** What is true from the moment it is said, and so never waits to be read: whether somebody can come. */
export const AT_ONCE = {
  capacity: MUST_SAY.capacity,
  placesMode: CHOICES.placesMode,
  capacityLevel: CHOICES.capacityLevel,
  waitingOrder: CHOICES.waitingOrder,
  status: z.enum(ACTIVITY_STATUSES),
  closedBecause: words(300).describe('Why it is closed for now, as people read it'),
  reopensOn: z.iso.date().nullable().describe('When it means to open again'),
}

/** The same fields, each of which may be left out. */
export const mayBeLeftOut = <Shape extends Record<string, z.ZodType>>(shape: Shape) => z.object(shape).partial().shape

/** A JSON merge patch: what is left out stays, null takes away. Opening again takes the reason for closing away. */
export const ActivityPatch = z
  .strictObject({
    ...mayBeLeftOut(MUST_SAY),
    whoFor: MAY_SAY.whoFor.nullish(),
    whoNotFor: MAY_SAY.whoNotFor.nullish(),
    minimumAge: MAY_SAY.minimumAge.nullish(),
    maximumAge: MAY_SAY.maximumAge.nullish(),
    costPence: MAY_SAY.costPence.nullish(),
    costNote: MAY_SAY.costNote.nullish(),
    gettingThere: MAY_SAY.gettingThere.nullish(),
    firstTime: MAY_SAY.firstTime.nullish(),
    phone: MAY_SAY.phone.nullish(),
    email: MAY_SAY.email.nullish(),
    website: MAY_SAY.website.nullish(),
    address: MAY_SAY.address.nullish(),
    postcode: MAY_SAY.postcode.nullish(),
    ...mayBeLeftOut(CHOICES),
    ...mayBeLeftOut(AT_ONCE),
  })
  .meta({ id: 'ActivityPatch' })
export type ActivityPatch = z.infer<typeof ActivityPatch>
