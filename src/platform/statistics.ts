/** Statistics for reports. Pure; an empty or too small sample gives no figure, never nought. */

/** The 97.5% point of the normal distribution, not rounded to 1.96: the published vectors need all of it. */
const Z_95 = 1.959963984540054

/** Fewer pairs than this get no mean and no interval: convention of the evidence method, section on paired outcomes. */
export const FEWEST_PAIRS = 10

export type Interval = { low: number; high: number }

/** What is needed of paired values to say how they changed: sums, so that no single value has to leave the database. */
export type PairedSums = { n: number; sumBefore: number; sumAfter: number; sumChange: number; sumChangeSquared: number }

export type PairedChange =
  | { enough: false; n: number }
  | ({ enough: true; n: number; meanBefore: number; meanAfter: number; meanChange: number; sd: number } & Interval)

/** Mean change of paired values with its 95% interval; below ten pairs only their number (a convention, docs/method.md). */
export function pairedChange({ n, sumBefore, sumAfter, sumChange, sumChangeSquared }: PairedSums): PairedChange {
  const change = meanInterval({ n, sum: sumChange, sumSquared: sumChangeSquared })
  if (change === undefined || n < FEWEST_PAIRS) return { enough: false, n }
  const { mean, ...spread } = change
  return { enough: true, n, meanBefore: sumBefore / n, meanAfter: sumAfter / n, meanChange: mean, ...spread }
}

/** Mean and 95% interval, mean ∓ t(0.975, n - 1) s / √n with s over n - 1; at least two values. */
export function meanInterval({
  n,
  sum,
  sumSquared,
}: {
  n: number
  sum: number
  sumSquared: number
}): ({ mean: number; sd: number } & Interval) | undefined {
  if (n < 2) return undefined
  const mean = sum / n
  // Scores are whole numbers, so the sums are exact and their difference loses nothing that matters.
  const sd = Math.sqrt(Math.max(0, sumSquared - (sum * sum) / n) / (n - 1))
  const half = (studentTQuantile(0.975, n - 1) * sd) / Math.sqrt(n)
  return { mean, sd, low: mean - half, high: mean + half }
}

/** 95% interval of a proportion: Wilson (1927), as the Public Health England technical guide (2018) gives it. */
export function wilson(successes: number, n: number): Interval | undefined {
  if (!(successes >= 0 && successes <= n)) throw new RangeError('successes must lie between 0 and n')
  if (n === 0) return undefined
  const share = successes / n
  const spread = Z_95 * Math.sqrt((share * (1 - share)) / n + Z_95 ** 2 / (4 * n ** 2))
  const centre = share + Z_95 ** 2 / (2 * n)
  const scale = 1 + Z_95 ** 2 / n
  return { low: Math.max(0, (centre - spread) / scale), high: Math.min(1, (centre + spread) / scale) }
}

export function median(values: readonly number[]): number | undefined {
  return quantile(values, 0.5)
}

/** Type 7 of Hyndman and Fan (1996), the default of R and of `percentile_cont` in PostgreSQL: between ranks it interpolates. */
export function quantile(values: readonly number[], probability: number): number | undefined {
  if (!(probability >= 0 && probability <= 1)) throw new RangeError('probability must lie between 0 and 1')
  const sorted = values.toSorted((a, b) => a - b)
  const position = (sorted.length - 1) * probability
  const below = sorted[Math.floor(position)]
  const above = sorted[Math.ceil(position)]
  if (below === undefined || above === undefined) return undefined
  return below + (above - below) * (position - Math.floor(position))
}

/** The value that Student's t stays below with this probability. Degrees of freedom may be fractions, as Welch's are. */
export function studentTQuantile(probability: number, degreesOfFreedom: number): number {
  if (!(probability > 0 && probability < 1)) throw new RangeError('probability must lie between 0 and 1')
  if (!(degreesOfFreedom >= 1)) throw new RangeError('degrees of freedom must be 1 or more')
  const tail = Math.min(probability, 1 - probability)
  let low = 0
  let high = 1
  while (studentTTail(high, degreesOfFreedom) > tail) high *= 2
  // Halves until no number lies between the two: slower than Newton's method, and it cannot go astray.
  for (let middle = high / 2; middle > low && middle < high; middle = low + (high - low) / 2) {
    if (studentTTail(middle, degreesOfFreedom) > tail) low = middle
    else high = middle
  }
  return probability < 0.5 ? -low : low
}

/** P(T > t) for t ≥ 0: half the regularised incomplete beta I(ν/2, 1/2) at ν/(ν + t²), Abramowitz and Stegun 26.7.1. */
function studentTTail(t: number, degreesOfFreedom: number): number {
  const a = degreesOfFreedom / 2
  const x = degreesOfFreedom / (degreesOfFreedom + t ** 2)
  const rest = t ** 2 / (degreesOfFreedom + t ** 2)
  // x^a (1 - x)^½ / B(a, ½), with x^a through log1p, which keeps its digits when a is large and x near 1.
  const front =
    (Math.exp(-a * Math.log1p(t ** 2 / degreesOfFreedom)) * Math.sqrt(rest) * gammaRatio(a)) / Math.sqrt(Math.PI)
  return x < (a + 1) / (a + 2.5)
    ? (front / a / betaFraction(x, a, 0.5)) * 0.5
    : 0.5 - front / betaFraction(rest, 0.5, a)
}

/** The continued fraction 1 + d1/(1 + d2/(1 + …)) of DLMF 8.17.22, by the modified Lentz method. */
function betaFraction(x: number, a: number, b: number): number {
  let fraction = 1
  let above = 1
  let below = 0
  let step = 0
  for (let j = 1; Math.abs(step - 1) > 1e-15; j += 1) {
    const m = Math.floor(j / 2)
    const d =
      j % 2 === 0 ? (m * (b - m) * x) / ((a + j - 1) * (a + j)) : (-(a + m) * (a + b + m) * x) / ((a + j - 1) * (a + j))
    above = 1 + d / above
    below = 1 / (1 + d * below)
    step = above * below
    fraction *= step
  }
  return fraction
}

/** Γ(x + ½) / Γ(x) by its asymptotic series (DLMF 5.11.8), after Γ(x + 1) = x Γ(x) has made x large enough. */
function gammaRatio(x: number): number {
  if (x < 20) return (gammaRatio(x + 1) * x) / (x + 0.5)
  return Math.sqrt(x) * Math.exp(-1 / (8 * x) + 1 / (192 * x ** 3) - 1 / (640 * x ** 5) + 17 / (14336 * x ** 7))
}
