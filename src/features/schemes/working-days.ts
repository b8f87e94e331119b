import { type Day, toDay, toDayNumber, weekdayOf, yearOf } from '../../platform/clock.ts'
import { bankHolidays } from './bank-holidays.ts'

/** Monday to Friday, but no bank holiday of England and Wales. */
export function isWorkingDay(day: Day): boolean {
  return isWorking(toDayNumber(day))
}

/**
 * The n-th working day after `day` (before it when n is below zero): what happens on a Saturday and is owed in one
 * working day is owed on Monday. With 0 the day itself, or the next working day when it is none.
 */
export function addWorkingDays(day: Day, n: number): Day {
  if (!Number.isInteger(n)) throw new RangeError('Working days are counted in whole numbers')
  let dayNumber = toDayNumber(day)
  if (n === 0) {
    while (!isWorking(dayNumber)) dayNumber += 1
    return toDay(dayNumber)
  }
  const step = Math.sign(n)
  for (let left = Math.abs(n); left > 0; ) {
    dayNumber += step
    if (isWorking(dayNumber)) left -= 1
  }
  return toDay(dayNumber)
}

/**
 * Working days after `from` up to and with `to`. When `to` is earlier, those before `from` down to and with `to`, below
 * zero. So `addWorkingDays(from, workingDaysBetween(from, to))` is `to` for every working day `to`.
 */
export function workingDaysBetween(from: Day, to: Day): number {
  const last = toDayNumber(to)
  let dayNumber = toDayNumber(from)
  const step = Math.sign(last - dayNumber)
  let count = 0
  while (dayNumber !== last) {
    dayNumber += step
    if (isWorking(dayNumber)) count += step
  }
  return count
}

const holidaysByYear = new Map<number, ReadonlySet<number>>()

function isWorking(dayNumber: number): boolean {
  return weekdayOf(dayNumber) < 5 && !holidaysOf(yearOf(dayNumber)).has(dayNumber)
}

function holidaysOf(year: number): ReadonlySet<number> {
  const known = holidaysByYear.get(year)
  if (known !== undefined) return known
  const holidays = new Set(bankHolidays(year).map((holiday) => toDayNumber(holiday.on)))
  holidaysByYear.set(year, holidays)
  return holidays
}
