import { occurrencesBetween, type ScheduleLine } from '../../features/activities/recurrence.ts'
import { addDays, type Day, toDayNumber, weekdayOf } from '../../platform/clock.ts'

/** A schedule of HSDS-UK 3.0, as far as we say and read it. What is not said is left out, never null. */
export type Schedule = {
  id: string
  description: string
  valid_from?: string
  valid_to?: string
  dtstart?: string
  freq?: 'WEEKLY' | 'MONTHLY'
  interval?: number
  byday?: string
  bymonthday?: string
  opens_at?: string
  closes_at?: string
}

export const WEEK = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const
const weekdayOfDay = (on: Day): string => WEEK[weekdayOf(toDayNumber(on))] ?? 'MO'
/** Until when a rule with a number of times is looked for. */
const TEN_YEARS = 3_660

export const partsOfRule = (rule: string): Record<string, string> =>
  Object.fromEntries(rule.split(';').map((part) => part.split('=')))

/** One line of ours as one schedule of theirs. Theirs know weeks and months: a day's rule is said as a week of seven days. */
export function toSchedule(id: string, line: ScheduleLine, description: string): Schedule {
  const common = {
    id,
    description,
    valid_from: line.startsOn,
    dtstart: line.startsOn,
    opens_at: line.startsAt,
    closes_at: line.endsAt,
  }
  if (line.rule === null) return { ...common, valid_to: line.startsOn }
  const { FREQ, INTERVAL, BYDAY, BYMONTHDAY, BYSETPOS, UNTIL, COUNT } = partsOfRule(line.rule)
  const interval = Number(INTERVAL ?? 1)
  const end = lastDay(line, { UNTIL, COUNT })
  const ending = end === undefined ? {} : { valid_to: end }
  if (FREQ === 'DAILY' && interval === 1)
    return { ...common, ...ending, freq: 'WEEKLY', interval: 1, byday: WEEK.join(',') }
  if (FREQ === 'WEEKLY')
    return { ...common, ...ending, freq: 'WEEKLY', interval, byday: BYDAY ?? weekdayOfDay(line.startsOn) }
  if (FREQ === 'MONTHLY') {
    const byday = BYDAY === undefined ? undefined : withPosition(BYDAY, BYSETPOS)
    const when =
      byday === undefined
        ? { bymonthday: BYMONTHDAY ?? String(Number(line.startsOn.slice(8))) }
        : BYMONTHDAY === undefined
          ? { byday }
          : { byday, bymonthday: BYMONTHDAY }
    return { ...common, ...ending, freq: 'MONTHLY', interval, ...when }
  }
  // Every second or third day: theirs have no word for it, the description says it.
  return { ...common, ...ending }
}

/** BYDAY=TU;BYSETPOS=2 and BYDAY=2TU say the same, and theirs have the second way only. */
const withPosition = (byday: string, position: string | undefined): string =>
  position === undefined || byday.includes(',') ? byday : `${position}${byday}`

function lastDay(
  line: ScheduleLine,
  { UNTIL, COUNT }: { UNTIL: string | undefined; COUNT: string | undefined },
): Day | undefined {
  if (UNTIL !== undefined)
    return /^\d{8}/.test(UNTIL) ? `${UNTIL.slice(0, 4)}-${UNTIL.slice(4, 6)}-${UNTIL.slice(6, 8)}` : undefined
  if (COUNT === undefined) return undefined
  return occurrencesBetween([line], line.startsOn, addDays(line.startsOn, TEN_YEARS)).at(-1)?.on
}
