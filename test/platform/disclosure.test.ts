import fc from 'fast-check'
import t from 'tap'
import {
  HIDDEN,
  HIDDEN_UP_TO,
  ROUNDED_TO,
  releaseCount,
  releaseMean,
  releasePercentage,
} from '../../src/platform/disclosure.ts'

t.test('counts of 1 to 7 are hidden, nought is shown and all others are rounded to 5', async (t) => {
  t.equal(releaseCount(0), 0)
  for (let n = 1; n <= HIDDEN_UP_TO; n += 1) t.equal(releaseCount(n), HIDDEN, `${n}`)
  const vectors = [
    [8, 10],
    [12, 10],
    [13, 15],
    [17, 15],
    [18, 20],
    [22, 20],
    [23, 25],
    [1200, 1200],
  ] as const
  for (const [n, released] of vectors) t.equal(releaseCount(n), released, `${n}`)
})

t.test('what is no count is refused', async (t) => {
  for (const n of [-1, 2.5, Number.NaN, Number.POSITIVE_INFINITY]) t.throws(() => releaseCount(n), RangeError)
})

t.test('no released count lies between 1 and 7 or more than 2 from the truth', async () => {
  fc.assert(
    fc.property(fc.nat(), (n) => {
      const released = releaseCount(n)
      if (released === HIDDEN) return n >= 1 && n <= HIDDEN_UP_TO
      return (released === 0 || released > HIDDEN_UP_TO) && released % ROUNDED_TO === 0 && Math.abs(released - n) <= 2
    }),
  )
})

t.test('percentages come from the rounded counts', async (t) => {
  const vectors: [numerator: number, denominator: number, released: number | null, why: string][] = [
    [12, 48, 20, '10 of 50'],
    [13, 48, 30, '15 of 50'],
    [0, 48, 0, 'none of 50'],
    [48, 48, 100, 'all of 50'],
    [7, 48, null, 'a hidden part'],
    [0, 7, null, 'a hidden whole'],
    [0, 0, null, 'nothing to divide by'],
    [41, 48, null, 'seven left over'],
    [47, 48, null, 'one left over'],
    [40, 48, 80, 'eight left over'],
    [8, 10, null, 'a part and a whole that round to the same'],
    [1333, 3997, 33, '1335 of 3995: too few for a decimal'],
    [1333, 3998, 33.4, '1335 of 4000: enough for one'],
  ]
  for (const [numerator, denominator, released, why] of vectors) {
    t.equal(releasePercentage(numerator, denominator), released, why)
  }
  t.throws(() => releasePercentage(9, 8), RangeError)
})

t.test('a percentage says nothing about 1 to 7 people, on either side of it', async () => {
  const part = fc
    .nat({ max: 10_000 })
    .chain((whole) => fc.record({ whole: fc.constant(whole), n: fc.integer({ min: 0, max: whole }) }))
  fc.assert(
    fc.property(part, ({ n, whole }) => {
      const released = releasePercentage(n, whole)
      const small = [n, whole - n, whole].some((count) => releaseCount(count) === HIDDEN)
      if (released === null) return small || whole === 0
      return !small && released >= 0 && released <= 100
    }),
  )
})

t.test('people with the same released counts have the same percentage', async () => {
  const nudge = fc.integer({ min: -2, max: 2 })
  fc.assert(
    fc.property(
      fc.integer({ min: 2, max: 400 }),
      fc.integer({ min: 3, max: 400 }),
      nudge,
      nudge,
      (part, rest, up, on) => {
        const numerator = part * ROUNDED_TO
        const denominator = numerator + rest * ROUNDED_TO
        return releasePercentage(numerator + up, denominator + on) === releasePercentage(numerator, denominator)
      },
    ),
  )
})

t.test('a mean is shown from eight people on, rounded', async (t) => {
  t.equal(releaseMean(4.26, 8, 1), 4.3)
  t.equal(releaseMean(-1.234, 800, 2), -1.23)
  t.equal(releaseMean(12.4, 9, 0), 12)
  t.ok(Object.is(releaseMean(-0.01, 20, 1), 0), 'no minus before a nought')
  for (let n = 0; n <= HIDDEN_UP_TO; n += 1) t.equal(releaseMean(4.26, n, 1), null, `${n}`)
  t.throws(() => releaseMean(Number.NaN, 20, 1), RangeError)
})
