import { type Day, daysBetween, sayDay, timeInEngland, toDayNumber, todayInEngland, weekdayOf } from '../clock.ts'

const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']

/** Tuesday 3 March 2026. */
export const sayLongDay = (day: Day): string => `${WEEKDAYS[weekdayOf(toDayNumber(day))]} ${sayDay(day)}`

/** 3 Mar 2026, for columns. */
export function sayShortDay(day: Day): string {
  const [date, month = '', year] = sayDay(day).split(' ')
  return `${date} ${month.slice(0, 3)} ${year}`
}

/** Today, tomorrow, yesterday; within a week the day's name; else the date. */
export function sayNearDay(day: Day, today: Day): string {
  const ahead = daysBetween(today, day)
  if (ahead === 0) return 'today'
  if (ahead === 1) return 'tomorrow'
  if (ahead === -1) return 'yesterday'
  if (ahead > 1 && ahead < 7) return `${WEEKDAYS[weekdayOf(toDayNumber(day))]} ${sayShortDay(day)}`
  return sayShortDay(day)
}

/** 2:30pm, as the NHS content guide has it; midday and midnight by name. */
export function sayTime(at: Date): string {
  const [hours = 0, minutes = 0] = timeInEngland(at).split(':').map(Number)
  if (minutes === 0 && hours === 12) return 'midday'
  if (minutes === 0 && hours === 0) return 'midnight'
  const half = hours < 12 ? 'am' : 'pm'
  const shown = hours % 12 === 0 ? 12 : hours % 12
  return minutes === 0 ? `${shown}${half}` : `${shown}:${String(minutes).padStart(2, '0')}${half}`
}

/** 2:30pm on 3 March 2026. */
export const sayInstant = (at: Date): string => `${sayTime(at)} on ${sayDay(todayInEngland(at))}`
