import { z } from 'zod'
import type { Day } from '../../platform/clock.ts'
import { readPounds, toDecimal } from '../../platform/money.ts'
import { normalisePostcode } from '../../platform/postcode.ts'
import { readDay } from '../../platform/spreadsheets/cells.ts'
import { readTime } from '../../platform/web/typed-time.ts'
import { sayShortDay } from '../../platform/web/words.ts'
import type { ActivityBodyOf, ActivityPatch, NewActivityBody } from './contract.ts'
import { ACCESS_FEATURE_CODES, ENTRY_KINDS, LOCATION_KINDS, PLACES_MODES } from './kinds.ts'
import { LANGUAGE_CODES } from './listing.ts'
import { type ScheduleLine, WEEKDAYS, type Weekday } from './recurrence.ts'

const text = (todo: string, most: number) =>
  z
    .string({ error: todo })
    .trim()
    .max(most, `Write at most ${most.toLocaleString('en-GB')} characters`)
const maybe = (most: number) =>
  z
    .string()
    .trim()
    .max(most, `Write at most ${most.toLocaleString('en-GB')} characters`)
    .optional()
const several = <Item extends z.ZodType>(item: Item) =>
  z.union([item.transform((one) => [one]), z.array(item)]).default([])
const age = z.coerce
  .number('Enter an age in digits')
  .int('Enter an age in digits')
  .min(0, 'Enter an age from 0 to 120')
  .max(120, 'Enter an age from 0 to 120')
  .optional()
const time = z
  .string()
  .transform((typed, context) => {
    const read = readTime(typed)
    if (read !== undefined) return read
    context.addIssue({ code: 'custom', message: 'Enter a time, like 10am or 14:30' })
    return z.NEVER
  })
  .optional()

/** How often, as a group says it, with the rule that stands for it. */
export const EVERY = {
  week: 'Every week',
  'two-weeks': 'Every second week',
  'four-weeks': 'Every fourth week',
  first: 'The first of the month',
  second: 'The second of the month',
  third: 'The third of the month',
  fourth: 'The fourth of the month',
  last: 'The last of the month',
} as const
type Every = keyof typeof EVERY
const INTERVALS: Partial<Record<Every, number>> = { week: 1, 'two-weeks': 2, 'four-weeks': 4 }
const PLACE_IN_MONTH: Partial<Record<Every, number>> = { first: 1, second: 2, third: 3, fourth: 4, last: -1 }

const DAY_CODES: Record<Weekday, string> = {
  mon: 'MO',
  tue: 'TU',
  wed: 'WE',
  thu: 'TH',
  fri: 'FR',
  sat: 'SA',
  sun: 'SU',
}

/** The form of a listing; `today` is the first session of a schedule that names none. */
export const listingForm = (today: Day) =>
  z
    .object({
      name: text('Enter the name of the activity', 200),
      category: z.string({ error: 'Select what kind of activity it is' }).max(60),
      description: text('Enter what people do there', 2_000).min(3, 'Enter what people do there'),
      whoFor: maybe(500),
      whoNotFor: maybe(500),
      minimumAge: age,
      maximumAge: age,
      entry: z.enum(ENTRY_KINDS).default('referral-needed'),
      cost: z.string().trim().optional(),
      costNote: maybe(200),
      languages: several(z.enum(LANGUAGE_CODES)),
      when: text('Enter when it is, like Tuesdays 10 to 12', 200),
      days: several(z.enum(WEEKDAYS)),
      every: z.enum(Object.keys(EVERY) as [Every, ...Every[]]).default('week'),
      startsAt: time,
      endsAt: time,
      startsOn: z.string().optional(),
      until: z.string().optional(),
      exceptOn: z.string().max(800, 'Write at most 800 characters').optional(),
      locationKind: z.enum(LOCATION_KINDS, { error: 'Select where it is' }),
      address: maybe(300),
      postcode: z.string().trim().max(12, 'Enter a full UK postcode, like S60 1AA').optional(),
      areas: z.string().trim().max(300, 'Write at most 300 characters').optional(),
      gettingThere: maybe(500),
      firstTime: maybe(300),
      phone: z.string().trim().max(30, 'Enter a telephone number').optional(),
      email: z.string().trim().max(200, 'Write at most 200 characters').optional(),
      website: z.string().trim().max(300, 'Write at most 300 characters').optional(),
      placesMode: z.enum(PLACES_MODES).default('counted'),
      capacity: z.coerce
        .number('Enter how many places there are, in digits')
        .int('Enter a whole number of places')
        .min(0, 'Enter how many places there are')
        .max(10_000, 'Enter at most 10,000 places'),
      access: several(z.enum(ACCESS_FEATURE_CODES)),
      isClosed: z.literal('yes').optional(),
      closedBecause: maybe(300),
      reopensOn: z.string().optional(),
      version: z.coerce.number().int().optional(),
      providerId: z.uuid('Select the group that runs it').optional(),
    })
    .transform((typed, context) => {
      const { cost, areas, days, every, startsAt, endsAt, startsOn, until, exceptOn, reopensOn, ...said } = typed
      const wrong = (path: string, message: string): undefined =>
        void context.addIssue({ code: 'custom', path: [path], message })
      const dayOf = (path: string, day: string | undefined): Day | undefined =>
        day === undefined ? undefined : (readDay(day.trim(), today) ?? wrong(path, 'Enter a day, like 31 3 2027'))
      const costPence = cost === undefined ? null : readCost(cost)
      if (costPence === undefined) wrong('cost', 'Enter pounds and pence, like 2.50, or free')
      const except = (exceptOn ?? '').split(/[,;\n]+/).flatMap((day) => (day.trim() === '' ? [] : [day]))
      const exceptDays = except.map((day) => dayOf('exceptOn', day)).filter((day) => day !== undefined)
      const [first, last, opens] = [dayOf('startsOn', startsOn), dayOf('until', until), dayOf('reopensOn', reopensOn)]
      if (days.length > 0 && (startsAt === undefined || endsAt === undefined))
        wrong('startsAt', 'Enter from when to when it is, or take the days away')
      else if (startsAt !== undefined && endsAt !== undefined && startsAt >= endsAt)
        wrong('endsAt', 'Enter an end that is after the beginning')
      if (context.issues.length > 0) return z.NEVER
      return {
        ...said,
        costPence: costPence ?? null,
        areas: (areas ?? '').split(/[\s,]+/).flatMap((area) => (area === '' ? [] : [area.toUpperCase()])),
        reopensOn: opens,
        schedule:
          days.length > 0 && startsAt !== undefined && endsAt !== undefined
            ? [{ startsOn: first ?? today, startsAt, endsAt, rule: ruleOf(days, every, last), exceptOn: exceptDays }]
            : [],
      }
    })
export type ListingTyped = z.output<ReturnType<typeof listingForm>>

const readCost = (typed: string): number | undefined => (/^(free|nothing|0)$/i.test(typed) ? 0 : readPounds(typed))

function ruleOf(days: readonly Weekday[], every: Every, until: Day | undefined): string {
  const place = PLACE_IN_MONTH[every]
  const by = days.map((day) => `${place ?? ''}${DAY_CODES[day]}`).join(',')
  const end = until === undefined ? '' : `;UNTIL=${until.replaceAll('-', '')}`
  return place === undefined
    ? `FREQ=WEEKLY;INTERVAL=${INTERVALS[every] ?? 1};BYDAY=${by}${end}`
    : `FREQ=MONTHLY;BYDAY=${by}${end}`
}

/** A new listing: what is empty is left out. */
export function toNew(typed: ListingTyped): NewActivityBody {
  const { version: _, isClosed: __, closedBecause: ___, reopensOn: ____, costPence, postcode, ...said } = typed
  return {
    ...said,
    ...(costPence === null ? {} : { costPence }),
    ...(postcode === undefined ? {} : { postcode: normalisePostcode(postcode) ?? postcode }),
  }
}

/** What the form leaves out, it takes away: the whole listing stands in it. */
export function toPatch(typed: ListingTyped, before: { schedule: readonly ScheduleLine[] }): ActivityPatch {
  const { version: _, providerId: __, isClosed, closedBecause, reopensOn, ...said } = typed
  const isInForm = before.schedule.length === 0 || firstSchedule(before.schedule) !== undefined
  return {
    ...said,
    ...orNull(said),
    // A schedule that the form cannot show stays, unless another is written in its place.
    schedule: said.schedule.length === 0 && !isInForm ? undefined : said.schedule,
    status: isClosed === 'yes' ? 'closed' : 'open',
    ...(isClosed === 'yes' ? { closedBecause, reopensOn: reopensOn ?? null } : {}),
  }
}

const orNull = (said: Partial<ListingTyped>) => ({
  whoFor: said.whoFor ?? null,
  whoNotFor: said.whoNotFor ?? null,
  minimumAge: said.minimumAge ?? null,
  maximumAge: said.maximumAge ?? null,
  costNote: said.costNote ?? null,
  gettingThere: said.gettingThere ?? null,
  firstTime: said.firstTime ?? null,
  phone: said.phone ?? null,
  email: said.email ?? null,
  website: said.website ?? null,
  address: said.address ?? null,
  postcode: said.postcode === undefined ? null : (normalisePostcode(said.postcode) ?? said.postcode),
})

/** The fields of a schedule as the form has them; undefined when it says more than they can. */
export function firstSchedule(schedule: readonly ScheduleLine[]): Record<string, string | string[]> | undefined {
  const [line, ...others] = schedule
  const rule = /^FREQ=(WEEKLY|MONTHLY)(?:;INTERVAL=(\d+))?;BYDAY=([-0-9A-Z,]+)(?:;UNTIL=(\d{8}))?$/.exec(
    line?.rule ?? '',
  )
  if (line === undefined || rule === null || others.length > 0) return undefined
  const [, frequency, interval = '1', by = '', until] = rule
  const parts = by.split(',').map((part) => /^(-?\d)?([A-Z]{2})$/.exec(part))
  const places = new Set(parts.map((part) => part?.[1] ?? ''))
  const every = (Object.keys(EVERY) as Every[]).find((name) =>
    frequency === 'WEEKLY'
      ? String(INTERVALS[name]) === interval && places.has('')
      : places.size === 1 && places.has(String(PLACE_IN_MONTH[name])),
  )
  if (every === undefined) return undefined
  const codes = parts.map((part) => part?.[2])
  return {
    days: WEEKDAYS.filter((day) => codes.includes(DAY_CODES[day])),
    every,
    startsAt: line.startsAt,
    endsAt: line.endsAt,
    startsOn: sayShortDay(line.startsOn),
    until: until === undefined ? '' : sayShortDay(`${until.slice(0, 4)}-${until.slice(4, 6)}-${until.slice(6)}`),
    exceptOn: line.exceptOn.map(sayShortDay).join(', '),
  }
}

/** What stands in the form before somebody changes it. */
export const firstTyped = (activity: ActivityBodyOf) => ({
  name: activity.name,
  category: activity.category,
  description: activity.description,
  whoFor: activity.whoFor ?? '',
  whoNotFor: activity.whoNotFor ?? '',
  minimumAge: activity.minimumAge === null ? '' : String(activity.minimumAge),
  maximumAge: activity.maximumAge === null ? '' : String(activity.maximumAge),
  entry: activity.entry,
  cost: activity.costPence === null ? '' : activity.costPence === 0 ? 'free' : toDecimal(activity.costPence),
  costNote: activity.costNote ?? '',
  languages: [...activity.languages],
  when: activity.when,
  ...firstSchedule(activity.schedule),
  locationKind: activity.locationKind,
  address: activity.address ?? '',
  postcode: activity.postcode ?? '',
  areas: activity.areas.join(', '),
  gettingThere: activity.gettingThere ?? '',
  firstTime: activity.firstTime ?? '',
  phone: activity.phone ?? '',
  email: activity.email ?? '',
  website: activity.website ?? '',
  placesMode: activity.placesMode,
  capacity: String(activity.capacity),
  access: [...activity.access],
  isClosed: activity.status === 'closed' ? 'yes' : '',
  closedBecause: activity.closedBecause ?? '',
  reopensOn: activity.reopensOn === null ? '' : sayShortDay(activity.reopensOn),
})
