import { type Day, sayDay } from '../../platform/clock.ts'

/** How long somebody may wait, as said to them. Never a promise: nobody knows who leaves when. */
export const WAITING_BANDS = {
  'up-to-4-weeks': 'up to 4 weeks',
  '1-to-3-months': '1 to 3 months',
  'longer-than-3-months': 'longer than 3 months',
  'cannot-say': 'we cannot say',
} as const
export type WaitingBand = keyof typeof WAITING_BANDS
export const WAITING_BAND_NAMES = Object.keys(WAITING_BANDS) as [WaitingBand, ...WaitingBand[]]

/** What came free is counted over so many weeks back. */
export const WEEKS_LOOKED_AT = 26
/** From fewer places than this nothing can be said. */
const FEWEST_FREED = 2
const WEEKS_IN_3_MONTHS = 13

export type Estimate = { band: WaitingBand; madeOn: Day; how: string }

/** From the place in line, which begins at 1, and how many places came free of late. */
export function estimateWait({ position, freed, today }: { position: number; freed: number; today: Day }): Estimate {
  const counted = `Number ${position} in line on ${sayDay(today)}; ${sayFreed(freed)} in the ${WEEKS_LOOKED_AT} weeks before.`
  if (freed < FEWEST_FREED)
    return { band: 'cannot-say', madeOn: today, how: `${counted} That is too few to work out how long it takes.` }
  const weeks = Math.ceil((position * WEEKS_LOOKED_AT) / freed)
  return {
    band: weeks <= 4 ? 'up-to-4-weeks' : weeks <= WEEKS_IN_3_MONTHS ? '1-to-3-months' : 'longer-than-3-months',
    madeOn: today,
    how: `${counted} At that rate it takes about ${weeks === 1 ? 'a week' : `${weeks} weeks`}; it is no promise.`,
  }
}

const sayFreed = (freed: number): string => (freed === 1 ? '1 place came free' : `${freed} places came free`)
