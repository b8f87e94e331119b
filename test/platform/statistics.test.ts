import fc from 'fast-check'
import t from 'tap'
import {
  FEWEST_PAIRS,
  meanInterval,
  median,
  pairedChange,
  quantile,
  studentTQuantile,
  wilson,
} from '../../src/platform/statistics.ts'

function near(t: Tap, actual: number | undefined, expected: number, tolerance: number, message: string): void {
  const distance = actual === undefined ? Number.NaN : Math.abs(actual - expected)
  t.ok(distance <= tolerance, `${message}: ${actual} is ${expected}`)
}
type Tap = Pick<typeof t, 'ok'>

const add = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0)
const squares = (values: readonly number[]) => values.map((value) => value * value)

function sumsOf(pairs: readonly { before: number; after: number }[]) {
  const changes = pairs.map(({ before, after }) => after - before)
  return {
    n: pairs.length,
    sumBefore: add(pairs.map(({ before }) => before)),
    sumAfter: add(pairs.map(({ after }) => after)),
    sumChange: add(changes),
    sumChangeSquared: add(squares(changes)),
  }
}
const pairedChangeOf = (pairs: readonly { before: number; after: number }[]) => pairedChange(sumsOf(pairs))
const meanIntervalOf = (values: readonly number[]) =>
  meanInterval({ n: values.length, sum: add(values), sumSquared: add(squares(values)) })

// The vectors of the evidence method, as [baseline, follow-up].
const P1 = [
  [14, 8],
  [9, 9],
  [17, 12],
  [8, 10],
  [12, 6],
  [20, 13],
  [11, 12],
  [6, 2],
] as const
const P2 = [
  [18.5, 21],
  [21, 22.5],
  [16, 16],
  [23, 20],
  [19, 24],
  [25, 25.5],
  [17, 21],
  [20, 19],
  [22, 26],
  [15, 18],
] as const
const toPairs = (rows: readonly (readonly [number, number])[]) => rows.map(([before, after]) => ({ before, after }))

t.test('Student’s t agrees with values computed to forty digits', async (t) => {
  const vectors: [probability: number, degreesOfFreedom: number, expected: number][] = [
    [0.975, 1, 12.7062047361747],
    [0.975, 2, 4.302652729749464],
    [0.975, 3, 3.18244630528371],
    [0.975, 7, 2.364624251592785],
    [0.975, 9, 2.262157162798206],
    [0.975, 29, 2.045229642132704],
    [0.975, 99, 1.984216951586417],
    [0.975, 999, 1.96234146113345],
    [0.975, 1_000_000, 1.959966356814107],
    [0.975, 6.113148, 2.43597530567221],
    [0.975, 7.159996, 2.35395478642204],
    [0.95, 5, 2.015048373333024],
    [0.995, 12, 3.054539589392902],
    [0.9995, 4, 8.610301581379275],
    [0.6, 8, 0.2619210967488324],
    [0.025, 9, -2.262157162798206],
    [0.5, 4, 0],
  ]
  for (const [probability, degreesOfFreedom, expected] of vectors) {
    near(t, studentTQuantile(probability, degreesOfFreedom), expected, 1e-10, `t(${probability}, ${degreesOfFreedom})`)
  }
})

t.test('Student’s t agrees with the closed forms for 1, 2 and 4 degrees of freedom', async () => {
  fc.assert(
    fc.property(fc.double({ min: 0.001, max: 0.999, noNaN: true }), (p) => {
      const spread = 4 * p * (1 - p)
      const four = Math.sqrt(spread)
      const closedForms: [degreesOfFreedom: number, expected: number][] = [
        [1, Math.tan(Math.PI * (p - 0.5))],
        [2, 2 * (p - 0.5) * Math.sqrt(2 / spread)],
        [4, Math.sign(p - 0.5) * 2 * Math.sqrt(Math.max(0, Math.cos(Math.acos(four) / 3) / four - 1))],
      ]
      return closedForms.every(
        ([degreesOfFreedom, expected]) =>
          Math.abs(studentTQuantile(p, degreesOfFreedom) - expected) <= 1e-7 * Math.max(1, Math.abs(expected)),
      )
    }),
  )
})

t.test('Student’s t is symmetrical, grows with the probability and narrows with the degrees of freedom', async () => {
  const probability = fc.double({ min: 0.501, max: 0.9999, noNaN: true })
  const degrees = fc.double({ min: 1, max: 2000, noNaN: true })
  fc.assert(
    fc.property(probability, degrees, (p, df) => {
      const value = studentTQuantile(p, df)
      return (
        Math.abs(value + studentTQuantile(1 - p, df)) <= 1e-8 * Math.max(1, value) &&
        studentTQuantile((p + 1) / 2, df) > value &&
        studentTQuantile(p, df + 1) < value
      )
    }),
  )
})

t.test('Student’s t refuses what has no answer', async (t) => {
  for (const [probability, degreesOfFreedom] of [
    [0, 5],
    [1, 5],
    [Number.NaN, 5],
    [0.975, 0],
    [0.975, Number.NaN],
  ] as const) {
    t.throws(() => studentTQuantile(probability, degreesOfFreedom), RangeError)
  }
})

t.test('the mean and interval of vector P1, where lower is better', async (t) => {
  const improvement = meanIntervalOf(P1.map(([before, after]) => -(after - before)))
  near(t, improvement?.mean, 3.125, 5e-7, 'mean')
  near(t, improvement?.sd, 3.563205, 5e-7, 'standard deviation')
  near(t, improvement?.low, 0.146086, 5e-7, 'low')
  near(t, improvement?.high, 6.103914, 5e-7, 'high')
})

t.test('the paired change of vector P2, where higher is better', async (t) => {
  const change = pairedChangeOf(toPairs(P2))
  if (!change.enough) return t.fail('ten pairs are enough')
  t.equal(change.n, 10)
  near(t, change.meanBefore, 19.65, 1e-12, 'mean before')
  near(t, change.meanAfter, 21.3, 1e-12, 'mean after')
  near(t, change.meanChange, 1.65, 5e-7, 'mean change')
  near(t, change.sd, 2.528175, 5e-7, 'standard deviation')
  near(t, change.low, -0.158547, 5e-7, 'low')
  near(t, change.high, 3.458547, 5e-7, 'high')
})

t.test('fewer than ten pairs get no mean and no interval', async (t) => {
  t.same(pairedChangeOf([]), { enough: false, n: 0 })
  t.same(pairedChangeOf(toPairs(P1)), { enough: false, n: 8 })
  t.same(pairedChangeOf(toPairs(P2).slice(1)), { enough: false, n: FEWEST_PAIRS - 1 })
  t.equal(meanIntervalOf([]), undefined)
  t.equal(meanIntervalOf([3]), undefined)
})

t.test('the same change in everybody has an interval of no width', async (t) => {
  const change = pairedChangeOf(Array.from({ length: 12 }, (_, n) => ({ before: n, after: n + 2 })))
  t.match(change, { enough: true, meanChange: 2, sd: 0, low: 2, high: 2 })
})

const scorePairs = fc.array(
  fc.record({ before: fc.integer({ min: 0, max: 30 }), after: fc.integer({ min: 0, max: 30 }) }),
  {
    maxLength: 60,
  },
)

t.test('a paired change read backwards is the same change with the other sign', async () => {
  fc.assert(
    fc.property(scorePairs, (pairs) => {
      const there = pairedChangeOf(pairs)
      const back = pairedChangeOf(pairs.map(({ before, after }) => ({ before: after, after: before })))
      if (!there.enough || !back.enough) return !there.enough && !back.enough && there.n === back.n
      return (
        there.meanChange === -back.meanChange &&
        there.low === -back.high &&
        there.high === -back.low &&
        there.sd === back.sd &&
        there.meanBefore === back.meanAfter
      )
    }),
  )
})

t.test('a paired change lies inside its interval and is the difference of the means', async () => {
  fc.assert(
    fc.property(scorePairs, (pairs) => {
      const change = pairedChangeOf(pairs)
      if (!change.enough) return pairs.length < FEWEST_PAIRS
      return (
        change.low <= change.meanChange &&
        change.meanChange <= change.high &&
        Math.abs(change.meanAfter - change.meanBefore - change.meanChange) < 1e-9
      )
    }),
  )
})

t.test('the Wilson interval of the vectors of the evidence method', async (t) => {
  const vectors: [successes: number, n: number, low: number, high: number][] = [
    [5, 8, 0.305742, 0.863156],
    [0, 8, 0, 0.324408],
    [8, 12, 0.390622, 0.86188],
    [4, 10, 0.16818, 0.687326],
    [1, 10, 0.017876, 0.40415],
    [10, 15, 0.417135, 0.848237],
  ]
  for (const [successes, n, low, high] of vectors) {
    near(t, wilson(successes, n)?.low, low, 5e-7, `low of ${successes}/${n}`)
    near(t, wilson(successes, n)?.high, high, 5e-7, `high of ${successes}/${n}`)
  }
})

t.test('the Wilson interval holds the share, stays between 0 and 1, and mirrors the other share', async (t) => {
  const part = fc
    .integer({ min: 1, max: 100_000 })
    .chain((n) => fc.record({ n: fc.constant(n), successes: fc.integer({ min: 0, max: n }) }))
  fc.assert(
    fc.property(part, ({ successes, n }) => {
      const interval = wilson(successes, n)
      const mirror = wilson(n - successes, n)
      if (interval === undefined || mirror === undefined) return false
      const { low, high } = interval
      const share = successes / n
      return (
        low >= 0 &&
        low <= share + 1e-12 &&
        share - 1e-12 <= high &&
        high <= 1 &&
        Math.abs(low - (1 - mirror.high)) < 1e-12
      )
    }),
  )
  t.equal(wilson(0, 0), undefined)
  for (const [successes, n] of [
    [-1, 4],
    [5, 4],
    [Number.NaN, 4],
  ] as const) {
    t.throws(() => wilson(successes, n), RangeError)
  }
})

t.test('quantiles interpolate between ranks, as percentile_cont does', async (t) => {
  const vectors: [values: number[], probability: number, expected: number][] = [
    [[5], 0.9, 5],
    [[4, 1, 3, 2], 0, 1],
    [[4, 1, 3, 2], 1, 4],
    [[4, 1, 3, 2], 0.25, 1.75],
    [[10, 9, 8, 7, 6, 5, 4, 3, 2, 1], 0.9, 9.1],
    [[100, 20, 3], 0.9, 84],
  ]
  for (const [values, probability, expected] of vectors) {
    near(t, quantile(values, probability), expected, 1e-12, `${probability} of ${values}`)
  }
  t.equal(median([3, 1, 2]), 2)
  t.equal(median([4, 1, 3, 2]), 2.5)
  t.equal(median([]), undefined)
  for (const probability of [-0.1, 1.1, Number.NaN]) t.throws(() => quantile([1], probability), RangeError)
})

t.test('a quantile leaves the values as they were', async (t) => {
  const values = [3, 1, 2]
  median(values)
  t.same(values, [3, 1, 2])
})
