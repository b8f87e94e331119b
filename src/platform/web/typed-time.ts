import { type Day, timeInEngland, todayInEngland } from '../clock.ts'

/** A time of the day as people write it: 14:30, 1430, 9.15, 2pm, 2.30 pm, midday. As 24 hours with a colon, or undefined. */
export function readTime(text: string): string | undefined {
  const plain = text.trim().toLowerCase()
  if (plain === 'midday' || plain === 'noon') return '12:00'
  const [, hours = '', minutes = '00', half = ''] = /^(\d{1,2})(?:[:.]?([0-5]\d))?\s*([ap]\.?m\.?)?$/.exec(plain) ?? []
  if (hours === '' || (half === '' && !/^\d{1,2}[:.]?\d{2}$/.test(plain))) return undefined
  const hour = Number(hours)
  if (half === '') return hour > 23 ? undefined : `${hours.padStart(2, '0')}:${minutes}`
  if (hour < 1 || hour > 12) return undefined
  return `${String((hour % 12) + (half.startsWith('p') ? 12 : 0)).padStart(2, '0')}:${minutes}`
}

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
