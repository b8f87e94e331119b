import t from 'tap'
import {
  dueOf,
  ENDS_SOON_DAYS,
  faultsOfTerms,
  payersFor,
  type StatedPlace,
  type Terms,
  toStatementLines,
  warningsOf,
  whyUnpaid,
} from '../../src/features/funding/rules.ts'
import { addDays } from '../../src/platform/clock.ts'
import { readPounds, sayPounds, toDecimal } from '../../src/platform/money.ts'

const ON = '2026-03-02'
const terms = (changes: Partial<Terms> = {}): Terms => ({
  id: 'a',
  kind: 'block',
  activityId: null,
  places: 10,
  placesCommitted: 0,
  unitPricePence: 1_250,
  valuePence: 12_500,
  penceCommitted: 0,
  spotLimitPence: null,
  startsOn: '2026-01-01',
  endsOn: '2026-12-31',
  panelDecision: 'approved',
  ...changes,
})
const grant = (changes: Partial<Terms> = {}) => terms({ id: 'g', kind: 'grant', places: null, ...changes })
const spot = (changes: Partial<Terms> = {}) =>
  terms({ id: 's', kind: 'spot', places: null, spotLimitPence: 2_000, ...changes })
const idsOf = (agreements: Terms[], allowed?: { agreementId: string; amountPence: number }) =>
  payersFor(agreements, { activityId: 'lunch', on: ON, allowed }).map(({ agreementId }) => agreementId)

t.test(
  'a block pays before a grant, a grant before a spot purchase; what is for this activity alone and ends sooner first',
  async (t) => {
    t.same(idsOf([spot(), grant(), terms()]), ['a', 'g', 's'])
    t.same(idsOf([terms({ id: 'any' }), terms({ id: 'own', activityId: 'lunch' })]), ['own', 'any'])
    t.same(idsOf([terms({ id: 'long' }), terms({ id: 'short', endsOn: '2026-04-01' })]), ['short', 'long'])
  },
)

t.test('only what the panel approved pays, on its days, for its activity, while it has room', async (t) => {
  for (const panelDecision of [null, 'declined', 'deferred'] as const) t.same(idsOf([terms({ panelDecision })]), [])
  t.same(idsOf([terms({ startsOn: addDays(ON, 1) })]), [])
  t.same(idsOf([terms({ startsOn: ON, endsOn: ON })]), ['a'], 'on its only day')
  t.same(idsOf([terms({ endsOn: addDays(ON, -1) })]), [])
  t.same(idsOf([terms({ activityId: 'walks' })]), [])
  t.same(idsOf([terms({ placesCommitted: 10 })]), [])
  t.same(idsOf([grant({ penceCommitted: 11_251 })]), [], 'a penny short')
  t.same(idsOf([grant({ penceCommitted: 11_250 })]), ['g'], 'to the penny')
})

t.test('a spot purchase above the limit needs a yes, and costs what was allowed', async (t) => {
  const dear = spot({ unitPricePence: 2_001 })
  t.same(idsOf([dear]), [])
  t.equal(whyUnpaid([dear], { activityId: 'lunch', on: ON }), 'approval-needed')
  t.same(payersFor([dear], { activityId: 'lunch', on: ON, allowed: { agreementId: 's', amountPence: 4_000 } }), [
    { agreementId: 's', amountPence: 4_000, isSpot: true },
  ])
  t.same(idsOf([dear], { agreementId: 'another', amountPence: 4_000 }), [], 'a yes is for one agreement')
  t.same(idsOf([spot({ unitPricePence: 2_000 })]), ['s'], 'at the limit nobody is asked')
  t.equal(whyUnpaid([], { activityId: 'lunch', on: ON }), 'no-agreement')
  t.equal(whyUnpaid([terms({ placesCommitted: 10 })], { activityId: 'lunch', on: ON }), 'used-up')
})

t.test('warnings begin at 80 and 100 percent and 60 days before the end', async (t) => {
  t.same(warningsOf(terms({ placesCommitted: 7 }), ON), [])
  t.same(warningsOf(terms({ placesCommitted: 8 }), ON), ['nearly-used'])
  t.same(warningsOf(terms({ placesCommitted: 10 }), ON), ['used-up'])
  t.same(warningsOf(grant({ valuePence: 10_001, penceCommitted: 8_000 }), ON), [], 'a penny under 80 percent')
  t.same(warningsOf(grant({ valuePence: 10_000, penceCommitted: 8_000 }), ON), ['nearly-used'])
  t.same(warningsOf(terms({ endsOn: addDays(ON, ENDS_SOON_DAYS + 1) }), ON), [])
  t.same(warningsOf(terms({ endsOn: addDays(ON, ENDS_SOON_DAYS), placesCommitted: 9 }), ON), [
    'nearly-used',
    'ends-soon',
  ])
  t.same(warningsOf(terms({ endsOn: ON }), ON), ['ends-soon'], 'on its last day it has not ended')
  t.same(warningsOf(terms({ endsOn: addDays(ON, -1) }), ON), ['ended'])
  t.same(warningsOf(terms({ panelDecision: null }), ON), ['not-decided'])
  t.same(warningsOf(terms({ panelDecision: 'declined', endsOn: '2025-01-01' }), ON), [])
})

t.test(
  'terms are whole: each kind has what it needs and no more, and a block costs what its places cost',
  async (t) => {
    t.same(faultsOfTerms(terms()), [])
    t.same(faultsOfTerms(grant()), [])
    t.same(faultsOfTerms(spot()), [])
    const pointersOf = (given: Terms) => faultsOfTerms(given).map(({ pointer }) => pointer)
    t.same(pointersOf(terms({ valuePence: 12_499 })), ['#/valuePence'])
    t.same(pointersOf(terms({ places: null })), ['#/places'])
    t.same(pointersOf(grant({ places: 3 })), ['#/places'])
    t.same(pointersOf(spot({ spotLimitPence: null })), ['#/spotLimitPence'])
    t.same(pointersOf(grant({ spotLimitPence: 1 })), ['#/spotLimitPence'])
    t.same(pointersOf(grant({ valuePence: 0 })), ['#/valuePence'])
    t.same(pointersOf(grant({ endsOn: '2025-12-31' })), ['#/endsOn'])
  },
)

t.test('a statement has a line for each activity of each agreement, and a grant is not paid again', async (t) => {
  const place = (changes: Partial<StatedPlace>): StatedPlace => ({
    agreementId: 'a',
    kind: 'block',
    activityId: 'lunch',
    activityName: 'Lunch',
    amountPence: 1_999,
    isStarted: true,
    isCompleted: false,
    ...changes,
  })
  const lines = toStatementLines([
    ...Array.from({ length: 3 }, () => place({})),
    place({ isStarted: false, isCompleted: true }),
    place({ activityId: 'walks', activityName: 'Ambling', agreementId: 'g', kind: 'grant', amountPence: 500 }),
  ])
  t.match(lines, [
    { activityName: 'Ambling', started: 1, completed: 0, amountPence: 500 },
    { activityName: 'Lunch', started: 3, completed: 1, amountPence: 5_997 },
  ])
  t.equal(dueOf(lines), 5_997)
  t.equal(dueOf([]), 0)
})

t.test('pounds are read by their signs and said to the penny', async (t) => {
  const read: [string, number | undefined][] = [
    ['1,234.50', 123_450],
    ['£1234.5', 123_450],
    ['0.29', 29],
    ['1.15', 115],
    ['£ 12', 1_200],
    ['.50', undefined],
    ['12.505', undefined],
    ['1,23', undefined],
    ['-5', undefined],
    ['1e3', undefined],
    ['', undefined],
  ]
  for (const [typed, pence] of read) t.equal(readPounds(typed), pence, typed)
  t.equal(sayPounds(123_450), '£1,234.50')
  t.equal(sayPounds(123_400), '£1,234')
  t.equal(sayPounds(5), '£0.05')
  t.equal(toDecimal(1_000_000_005), '10000000.05')
  for (let pence = 0; pence < 100_000; pence += 7) t.equal(readPounds(toDecimal(pence)), pence)
})
