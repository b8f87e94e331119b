import ICAL from 'ical.js'
import { addDays, type Day, toDayNumber, weekdayOf } from '../../platform/clock.ts'

/** One line of a schedule: "Tuesdays, 10:00 to 12:00, every second week". Times are those of a clock on the wall in England. */
export type ScheduleLine = {
  /** The first session; the rule counts from it. */
  startsOn: Day
  /** HH:MM. */
  startsAt: string
  endsAt: string
  /** A recurrence rule of RFC 5545, such as FREQ=WEEKLY;INTERVAL=2;BYDAY=TU. Null: once. */
  rule: string | null
  /** Days on which it is not held. */
  exceptOn: Day[]
}

/** One date of an activity by its schedule. */
export type Occurrence = { on: Day; startsAt: string; endsAt: string }

const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const
export const PARTS_OF_DAY = { morning: '12:00', afternoon: '17:00', evening: '24:00' } as const
export type PartOfDay = keyof typeof PARTS_OF_DAY
export const PARTS_OF_DAY_NAMES = Object.keys(PARTS_OF_DAY) as [PartOfDay, ...PartOfDay[]]
export const WEEKDAYS = DAYS
export type Weekday = (typeof DAYS)[number]
export type PartOfWeek = `${Weekday}-${PartOfDay}`
export const PARTS_OF_WEEK = DAYS.flatMap((day) => PARTS_OF_DAY_NAMES.map((part) => `${day}-${part}` as const)) as [
  PartOfWeek,
  ...PartOfWeek[],
]

/**
 * What a group can mean, and what is sure to end: with more parts a rule may say a day that never comes, such as
 * 30 February, and be looked for without end.
 */
const RULE_PARTS = { DAILY: /^$/, WEEKLY: /^BYDAY=/, MONTHLY: /^(BYDAY|BYMONTHDAY|BYSETPOS)=/ } as const
const EVERY_RULE = /^(FREQ|INTERVAL|COUNT|UNTIL|WKST)=/

/** Undefined when the rule is one of RFC 5545 that an activity can have; otherwise what to do about it. */
export function faultOfRule(rule: string): string | undefined {
  const hint = 'Write a rule of RFC 5545 for every day, week or month, like FREQ=WEEKLY;BYDAY=TU'
  try {
    const { freq, interval, parts } = ICAL.Recur.fromString(rule)
    if (freq !== 'DAILY' && freq !== 'WEEKLY' && freq !== 'MONTHLY') return hint
    if (!rule.split(';').every((part) => EVERY_RULE.test(part) || RULE_PARTS[freq].test(part))) return hint
    if (!Number.isInteger(interval) || interval < 1 || interval > 12) return hint
    if ((parts.BYMONTHDAY ?? []).some((day) => Math.abs(Number(day)) > 28))
      return 'Choose a day from the 1st to the 28th, or -1 for the last'
    ICAL.Recur.fromString(rule).iterator(ICAL.Time.fromDateString('2026-01-01')).next()
    return undefined
  } catch {
    return hint
  }
}

/** A rule without end is asked for years ahead at most; this many steps reach that from the oldest start. */
const MOST_STEPS = 20_000

/**
 * The dates of a schedule from one day to another, both included, in order. By the wall clock: a session at 10:00 is at
 * 10:00 after the clocks change. A line that its rule does not reach gives none.
 */
export function occurrencesBetween(schedule: readonly ScheduleLine[], from: Day, to: Day): Occurrence[] {
  const found = schedule.flatMap((line) =>
    daysOfLine(line, from, to).map((on) => ({ on, startsAt: line.startsAt, endsAt: line.endsAt })),
  )
  const key = ({ on, startsAt }: Occurrence) => `${on} ${startsAt}`
  return found.toSorted((one, other) => (key(one) < key(other) ? -1 : key(one) > key(other) ? 1 : 0))
}

function daysOfLine({ startsOn, rule, exceptOn }: ScheduleLine, from: Day, to: Day): Day[] {
  if (rule === null) return startsOn >= from && startsOn <= to && !exceptOn.includes(startsOn) ? [startsOn] : []
  const days: Day[] = []
  // Days without a time: what has no time has no clock that changes.
  const steps = ICAL.Recur.fromString(rule).iterator(ICAL.Time.fromDateString(startsOn))
  for (let step = 0; step < MOST_STEPS; step += 1) {
    const next = steps.next()
    const on = next?.toString().slice(0, 10)
    if (on === undefined || on > to) break
    if (on >= from && on >= startsOn && !exceptOn.includes(on)) days.push(on)
  }
  return days
}

/** How far ahead one looks to say when in the week something is held. */
const A_QUARTER = 92

/** When in the week it is held, by the coming quarter of its schedule; what began is not asked for its past. */
export function partsOfWeek(schedule: readonly ScheduleLine[], today: Day): PartOfWeek[] {
  const starts = schedule.map(({ startsOn }) => startsOn).filter((on) => on > today)
  const latest = [today, ...starts].toSorted().at(-1) ?? today
  const dates = occurrencesBetween(schedule, today, addDays(latest, A_QUARTER))
  const found = new Set(dates.flatMap(partsOf))
  return PARTS_OF_WEEK.filter((part) => found.has(part))
}

/** A session from 11 to 14 is held in the morning and in the afternoon. */
function partsOf({ on, startsAt, endsAt }: Occurrence): PartOfWeek[] {
  const day = DAYS[weekdayOf(toDayNumber(on))] ?? 'mon'
  let begins = '00:00'
  return PARTS_OF_DAY_NAMES.flatMap((part) => {
    const ends = PARTS_OF_DAY[part]
    const isIn = startsAt < ends && endsAt > begins
    begins = ends
    return isIn ? [`${day}-${part}` as const] : []
  })
}

/** How many dates a page shows, and how far ahead it looks for them. */
const DATES_SHOWN = 5
const HALF_A_YEAR = 183

export const nextDates = (schedule: readonly ScheduleLine[], today: Day): Occurrence[] =>
  occurrencesBetween(schedule, today, addDays(today, HALF_A_YEAR)).slice(0, DATES_SHOWN)
