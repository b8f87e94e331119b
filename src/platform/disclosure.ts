/**
 * What may leave the scheme in a report: NHS Digital's rule for sub-national hospital figures since September 2018.
 * It holds for counts of people. Every figure of a report passes here once, from the unrounded figures.
 */

/** Counts from 1 to this are hidden. Nought is not a person and is shown. */
export const HIDDEN_UP_TO = 7
/** Every other count is rounded to the nearest of these. */
export const ROUNDED_TO = 5
/** A rounded denominator from here on lets a percentage have one decimal; below it, that would show more than the counts do. */
export const ONE_DECIMAL_FROM = 4000
export const HIDDEN = '*'

export type ReleasedCount = number | typeof HIDDEN
/** A derived figure is `null` where it may not be shown; the count beside it says why. */
export type ReleasedFigure = number | null

export function releaseCount(n: number): ReleasedCount {
  if (!Number.isInteger(n) || n < 0) throw new RangeError('a count is a whole number from 0')
  return isSmall(n) ? HIDDEN : Math.round(n / ROUNDED_TO) * ROUNDED_TO
}

/** From the rounded counts, so that it tells no more than they do; hidden too when few are left over, for they could be worked out. */
export function releasePercentage(numerator: number, denominator: number): ReleasedFigure {
  if (numerator > denominator) throw new RangeError('a part is not larger than its whole')
  const part = releaseCount(numerator)
  const whole = releaseCount(denominator)
  if (part === HIDDEN || whole === HIDDEN || whole === 0 || isSmall(denominator - numerator)) return null
  return round((100 * part) / whole, whole >= ONE_DECIMAL_FROM ? 1 : 0)
}

/** A mean, a median, a centile or the end of an interval over n people. */
export function releaseMean(value: number, n: number, decimals: number): ReleasedFigure {
  if (!Number.isFinite(value)) throw new RangeError('a mean is a number')
  return n > HIDDEN_UP_TO ? round(value, decimals) : null
}

function isSmall(n: number): boolean {
  return n >= 1 && n <= HIDDEN_UP_TO
}

/** Adding nought turns -0 into 0. */
function round(value: number, decimals: number): number {
  return Number(value.toFixed(decimals)) + 0
}
