/** A calendar day, `YYYY-MM-DD`. Days are compared as text: the order is the same. */
export type Day = string
/** A calendar month, `YYYY-MM`. */
export type Month = string

const MS_PER_DAY = 86_400_000

// Made once: to make a formatter costs some hundred times more than to use it.
const ENGLAND = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/London',
  calendar: 'gregory',
  numberingSystem: 'latn',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
})

/** The day on the wall calendar in England: in summer it begins at 23:00 UTC. */
export function todayInEngland(at: Date): Day {
  const parts = ENGLAND.formatToParts(at)
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.find((candidate) => candidate.type === type)?.value
  return `${part('year')}-${part('month')}-${part('day')}`
}

const WALL_CLOCK = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/London',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
})

/** What a clock on the wall in England shows, `HH:MM`. */
export const timeInEngland = (at: Date): string => WALL_CLOCK.format(at)

/** Days since 1970-01-01. Refuses what is no day, so that no loop over days runs for ever. */
export function toDayNumber(day: Day): number {
  const dayNumber = Date.parse(day) / MS_PER_DAY
  if (!Number.isInteger(dayNumber)) throw new RangeError('Not a calendar day in the form YYYY-MM-DD')
  return dayNumber
}

export function toDay(dayNumber: number): Day {
  return new Date(dayNumber * MS_PER_DAY).toISOString().slice(0, 10)
}

/** Monday is 0, Sunday 6; day number 0, 1970-01-01, was a Thursday. */
export function weekdayOf(dayNumber: number): number {
  return (((dayNumber + 3) % 7) + 7) % 7
}

export function yearOf(dayNumber: number): number {
  return new Date(dayNumber * MS_PER_DAY).getUTCFullYear()
}

export function addDays(day: Day, days: number): Day {
  return toDay(toDayNumber(day) + days)
}

/** How many days `to` is after `from`; below zero when it is before. */
export function daysBetween(from: Day, to: Day): number {
  return toDayNumber(to) - toDayNumber(from)
}

export function monthOf(day: Day): Month {
  return day.slice(0, 7)
}

export function startOfMonth(day: Day): Day {
  return `${monthOf(day)}-01`
}

export function isMonth(text: string): text is Month {
  return /^\d{4}-(0[1-9]|1[0-2])$/.test(text)
}

/** Every month from the first to the last, both included; none when the last is before the first. */
export function monthsBetween(from: Month, to: Month): Month[] {
  const first = toMonthNumber(from)
  const count = Math.max(0, toMonthNumber(to) - first + 1)
  return Array.from({ length: count }, (_, index) => toMonth(first + index))
}

/** Age in whole years. Someone born on 29 February is a year older on 1 March, in a year without that day. */
/** The month that lies so many months on, or back. */
export const addMonths = (month: Month, months: number): Month => toMonth(toMonthNumber(month) + months)

/** March 2026. */
export const sayMonth = (month: Month): string => sayDay(`${month}-01`).slice(2)

export function ageOn(bornOn: Day, day: Day): number {
  const years = Number(day.slice(0, 4)) - Number(bornOn.slice(0, 4))
  const birthdayIsToCome = day.slice(5) < bornOn.slice(5)
  return birthdayIsToCome ? years - 1 : years
}

/** Narrower where most of the people are. The number that a band begins with is its first age. */
export const AGE_BANDS = ['0-17', '18-39', '40-59', '60-69', '70-79', '80-89', '90+'] as const
export type AgeBand = (typeof AGE_BANDS)[number]

export function ageBand(age: number): AgeBand {
  return AGE_BANDS.findLast((band) => age >= Number.parseInt(band, 10)) ?? '0-17'
}

function toMonthNumber(month: Month): number {
  return Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1
}

function toMonth(monthNumber: number): Month {
  const year = Math.floor(monthNumber / 12)
  const month = (monthNumber % 12) + 1
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}`
}

const MONTHS = 'January February March April May June July August September October November December'.split(' ')

/** A day as people say it in England: 11 February 1944. */
export function sayDay(day: Day): string {
  const [year, month, dayOfMonth] = day.split('-').map(Number)
  return `${dayOfMonth} ${MONTHS[(month ?? 1) - 1]} ${year}`
}
