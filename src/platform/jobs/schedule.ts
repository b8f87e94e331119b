import { todayInEngland } from '../clock.ts'

/** Work that comes round in every scheme. A daily run has a time on the wall clock in England, `HH:MM`. */
export type Schedule = { name: string; every: 'minute' | 'hour' } | { name: string; every: 'day'; at: string }

const ENGLISH_TIME = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/London',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
})

/**
 * The key of the run that is due now, one for each period; undefined before the day's time.
 * A worker that was away makes the run of this period late, and leaves out those of the periods before.
 */
export function findPeriod(schedule: Schedule, at: Date): string | undefined {
  switch (schedule.every) {
    case 'minute':
      return toMinute(at)
    case 'hour':
      return at.toISOString().slice(0, 'YYYY-MM-DDTHH'.length)
    case 'day':
      return ENGLISH_TIME.format(at) >= schedule.at ? todayInEngland(at) : undefined
  }
}

export const toMinute = (at: Date): string => at.toISOString().slice(0, 'YYYY-MM-DDTHH:MM'.length)
