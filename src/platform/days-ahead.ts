import { addDays, type Day } from './clock.ts'
import { type FieldError, invalid } from './problems.ts'

/** Nobody plans further ahead than this: a later day is a slip of the hand, and what it owes would never be asked for. */
export const MOST_DAYS_AHEAD = 731

export const isTooFarAhead = (day: Day, today: Day): boolean => day > addDays(today, MOST_DAYS_AHEAD)

/** What is wrong with a planned day that is too far ahead; undefined when it may be planned, or was not given. */
export const faultOfFarDay = (day: Day | null | undefined, today: Day, pointer: string): FieldError | undefined =>
  day != null && isTooFarAhead(day, today)
    ? { pointer, detail: 'Check the year: enter a day within two years from today' }
    : undefined

/** Refuses with a 400 that points at the first planned day that is too far ahead. */
export function refuseFarDays(days: Record<string, Day | null | undefined>, today: Day): void {
  for (const [pointer, day] of Object.entries(days)) {
    const fault = faultOfFarDay(day, today, pointer)
    if (fault !== undefined) throw invalid(fault.pointer, fault.detail)
  }
}
