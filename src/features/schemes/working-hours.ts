import { addDays, type Day, todayInEngland } from '../../platform/clock.ts'
import { isWorkingDay } from './working-days.ts'

/** A working day at a practice, by the wall clock in England. Practices differ; this is the part that all share. */
const OPENS = 9 * 60
const CLOSES = 17 * 60

const MINUTE_MS = 60_000

/** The moment after `hours` of working time: two hours from Friday 16:00 are Monday 10:00. */
export function addWorkingHours(at: Date, hours: number): Date {
  let left = hours * 60
  let day = todayInEngland(at)
  let minute = minuteOfDay(at)
  for (;;) {
    if (isWorkingDay(day)) {
      const from = Math.max(minute, OPENS)
      if (from + left <= CLOSES) return atMinute(day, from + left)
      left -= Math.max(0, CLOSES - from)
    }
    day = addDays(day, 1)
    minute = 0
  }
}

const WALL_CLOCK = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/London',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
})

function minuteOfDay(at: Date): number {
  const [hour = 0, minute = 0] = WALL_CLOCK.format(at).split(':').map(Number)
  return hour * 60 + minute
}

/** England is on UTC or an hour ahead, and no clock changes in working hours: one of the two guesses is right. */
function atMinute(day: Day, minute: number): Date {
  const inUtc = new Date(Date.parse(`${day}T00:00:00Z`) + minute * MINUTE_MS)
  return minuteOfDay(inUtc) === minute ? inUtc : new Date(inUtc.getTime() - 60 * MINUTE_MS)
}
