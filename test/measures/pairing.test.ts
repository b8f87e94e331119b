import fc from 'fast-check'
import t from 'tap'
import {
  BASELINE_DAYS,
  baselineOf,
  canMeasure,
  changeOf,
  FOLLOW_UP_DAYS,
  type Pairable,
  pairMeasurements,
  takeUpUntil,
  timepointOf,
} from '../../src/features/measures/rules.ts'
import { REFERRAL_STATUSES } from '../../src/features/referrals/lifecycle.ts'
import { addDays, daysBetween } from '../../src/platform/clock.ts'

const FIRST_DAY = '2026-03-02'
let made = 0

/** A finished UCLA-3 of the person, so many days after the first day. */
const onDay = (day: number, details: Partial<Pairable> = {}): Pairable => ({
  id: `m${String(made++).padStart(6, '0')}`,
  instrument: 'ucla-3',
  instrumentVersion: 1,
  respondent: 'person',
  askedOn: addDays(FIRST_DAY, day),
  ...details,
})

t.test('the first measurement is the baseline and the one at 12 to 16 weeks the follow-up', async (t) => {
  const [first, week4, week13] = [onDay(0), onDay(28), onDay(91)]
  t.same(pairMeasurements([week13, first, week4], addDays(FIRST_DAY, 5)), [{ baseline: first, followUp: week13 }])
})

t.test('without a plan, the first is the baseline all the same', async (t) => {
  const first = onDay(200)
  t.same(pairMeasurements([first], undefined), [{ baseline: first, followUp: undefined }])
})

t.test('a first measurement later than 28 days after the plan is no baseline', async (t) => {
  const planAgreedOn = FIRST_DAY
  t.equal(pairMeasurements([onDay(BASELINE_DAYS)], planAgreedOn).length, 1)
  t.same(pairMeasurements([onDay(BASELINE_DAYS + 1), onDay(120)], planAgreedOn), [])
})

t.test('a measurement nearer than 56 days to the baseline is no follow-up', async (t) => {
  const followUpAt = (day: number) => pairMeasurements([onDay(0), onDay(day)], undefined)[0]?.followUp
  t.equal(followUpAt(FOLLOW_UP_DAYS - 1), undefined)
  t.equal(followUpAt(FOLLOW_UP_DAYS)?.askedOn, addDays(FIRST_DAY, FOLLOW_UP_DAYS))
})

t.test('of several, the follow-up is the nearest to 12 to 16 weeks, and of two as near the later', async (t) => {
  const chosen = (...days: number[]) => {
    const followUp = pairMeasurements([onDay(0), ...days.map((day) => onDay(day))], undefined)[0]?.followUp
    return followUp === undefined ? undefined : daysBetween(FIRST_DAY, followUp.askedOn)
  }
  t.equal(chosen(60, 90, 200), 90)
  t.equal(chosen(84, 112), 112, 'both in the window')
  t.equal(chosen(80, 116), 116, 'four days early, four days late')
  t.equal(chosen(83, 114), 83)
  t.equal(chosen(300), 300, 'late is better than lost')
})

t.test('another instrument, version or respondent is never paired with the first', async (t) => {
  const first = onDay(0)
  const others = [
    onDay(90, { instrument: 'lsns-6' }),
    onDay(90, { instrumentVersion: 2 }),
    onDay(90, { respondent: 'proxy' }),
  ]
  const pairs = pairMeasurements([first, ...others], undefined)
  t.equal(pairs.length, 4)
  for (const { followUp } of pairs) t.equal(followUp, undefined)
})

t.test('of two on one day, the one recorded first is the baseline', async (t) => {
  const [first, second] = [onDay(0), onDay(0)]
  t.equal(pairMeasurements([second, first], undefined)[0]?.baseline, first)
})

t.test('each finished measurement is a baseline, a follow-up or another', async (t) => {
  const [first, between, week13] = [onDay(0), onDay(30), onDay(91)]
  const pairs = pairMeasurements([first, between, week13], undefined)
  t.same(
    [first, between, week13].map(({ id }) => timepointOf(id, pairs)),
    ['baseline', 'other', 'follow-up'],
  )
  t.equal(baselineOf(first, pairs), undefined, 'a baseline is not compared with itself')
  t.equal(baselineOf(between, pairs), first)
  t.equal(baselineOf(onDay(91, { respondent: 'proxy' }), pairs), undefined)
})

t.test('pairs do not hang on the order in which measurements come', async (t) => {
  const days = fc.uniqueArray(fc.integer({ min: 0, max: 400 }), { minLength: 1, maxLength: 6 })
  fc.assert(
    fc.property(days, (some) => {
      const list = some.map((day) => onDay(day))
      t.same(pairMeasurements(list, undefined), pairMeasurements([...list].reverse(), undefined))
    }),
    { numRuns: 50 },
  )
})

t.test('a change is better or worse in the direction of the score', async (t) => {
  t.equal(changeOf({ better: 'lower' }, 7, 5), 'better')
  t.equal(changeOf({ better: 'lower' }, 5, 7), 'worse')
  t.equal(changeOf({ better: 'higher' }, 9, 14), 'better')
  t.equal(changeOf({ better: 'higher' }, 14, 9), 'worse')
  t.equal(changeOf({ better: 'higher' }, 9, 9), 'same')
})

t.test('an episode is measured while it is accepted and after it was closed', async (t) => {
  t.same(REFERRAL_STATUSES.filter(canMeasure), ['accepted', 'closed'])
})

t.test('what was stopped can be taken up for 14 days', async (t) => {
  t.equal(takeUpUntil('2026-03-02'), '2026-03-16')
})
