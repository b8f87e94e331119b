import ICAL from 'ical.js'
import { addDays, addMonths, type Day, daysBetween, monthOf, toDayNumber, weekdayOf } from '../../platform/clock.ts'

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
 * What a group can mean, and what is found in few steps: with more parts a rule may say a day that never comes, such as
 * 30 February, or one so rare that looking for it stops everybody else.
 */
const RULE_PARTS = { DAILY: /^$/, WEEKLY: /^BYDAY=/, MONTHLY: /^(BYDAY|BYMONTHDAY)=/ } as const
const EVERY_RULE = /^(FREQ|INTERVAL|COUNT|UNTIL|WKST)=/
const MOST_INTERVAL = 12
/** Two years of weeks; what is counted is counted from its beginning each time. */
const MOST_COUNT = 104
const MOST_DAYS_NAMED = 7

/** Undefined when the rule is one of RFC 5545 that an activity can have; otherwise what to do about it. */
export function faultOfRule(rule: string): string | undefined {
  const hint = 'Write a rule of RFC 5545 for every day, week or month, like FREQ=WEEKLY;BYDAY=TU'
  try {
    const { freq, interval, count, parts } = ICAL.Recur.fromString(rule)
    if (freq !== 'DAILY' && freq !== 'WEEKLY' && freq !== 'MONTHLY') return hint
    if (!rule.split(';').every((part) => EVERY_RULE.test(part) || RULE_PARTS[freq].test(part))) return hint
    if (!Number.isInteger(interval) || interval < 1 || interval > MOST_INTERVAL) return hint
    if (count !== null && count > MOST_COUNT) return `Count at most ${MOST_COUNT}, or write an end with UNTIL`
    const { BYDAY: days = [], BYMONTHDAY: daysOfMonth = [] } = parts
    if (freq === 'MONTHLY' && days.length + daysOfMonth.length === 0)
      return 'Say which day of the month, like FREQ=MONTHLY;BYDAY=2TU'
    if (days.length + daysOfMonth.length > MOST_DAYS_NAMED) return `Name at most ${MOST_DAYS_NAMED} days`
    if (daysOfMonth.some((day) => Math.abs(Number(day)) > 28))
      return 'Choose a day from the 1st to the 28th, or -1 for the last'
    ICAL.Recur.fromString(rule).iterator(ICAL.Time.fromDateString('2026-01-01')).next()
    return undefined
  } catch {
    return hint
  }
}

/** More dates than a year of days has are asked for by nobody. */
const MOST_STEPS = 500

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
  const recur = ICAL.Recur.fromString(rule)
  const steps = recur.iterator(
    ICAL.Time.fromDateString(recur.count === null ? laterStart(recur, startsOn, from) : startsOn),
  )
  for (let step = 0; step < MOST_STEPS; step += 1) {
    const next = steps.next()
    const on = next?.toString().slice(0, 10)
    if (on === undefined || on > to) break
    if (on >= from && on >= startsOn && !exceptOn.includes(on)) days.push(on)
  }
  return days
}

/**
 * A first session shortly before one begins to look, on which the same rule gives the same dates from then on: whole steps of
 * the rule later. So what began long ago costs no more than what began last week.
 */
function laterStart({ freq, interval }: ICAL.Recur, startsOn: Day, from: Day): Day {
  const days = daysBetween(startsOn, from)
  if (days <= 0) return startsOn
  if (freq === 'MONTHLY') {
    const steps = Math.floor(monthsFrom(startsOn, from) / interval)
    return steps < 1 ? startsOn : `${addMonths(monthOf(startsOn), steps * interval)}-01`
  }
  const step = freq === 'WEEKLY' ? 7 * interval : interval
  // One step before, because a week that has begun holds days of its own.
  return addDays(startsOn, Math.max(0, Math.floor(days / step) - 1) * step)
}

const monthsFrom = (startsOn: Day, from: Day): number =>
  (Number(from.slice(0, 4)) - Number(startsOn.slice(0, 4))) * 12 +
  Number(from.slice(5, 7)) -
  Number(startsOn.slice(5, 7))

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
