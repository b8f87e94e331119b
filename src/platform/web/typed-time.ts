import { type Day, timeInEngland, todayInEngland } from '../clock.ts'

const HOUR_MS = 3_600_000

/**
 * The moment at which a wall clock in England shows this time on this day. In the hour that summer takes away it is the
 * moment an hour later; of the hour that autumn gives twice it is the first.
 */
export function instantInEngland(day: Day, time: string): Date {
  const [, hours = '0', minutes = '0'] = /^(\d{1,2})[:.]?(\d{2})$/.exec(time.trim()) ?? []
  const wall = `${hours.padStart(2, '0')}:${minutes}`
  const asIfWinter = new Date(`${day}T${wall}:00Z`)
  const asIfSummer = new Date(asIfWinter.getTime() - HOUR_MS)
  const shows = (at: Date) => todayInEngland(at) === day && timeInEngland(at) === wall
  return shows(asIfSummer) ? asIfSummer : asIfWinter
}
