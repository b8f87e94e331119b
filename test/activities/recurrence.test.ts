import t from 'tap'
import {
  faultOfRule,
  occurrencesBetween,
  partsOfWeek,
  type ScheduleLine,
} from '../../src/features/activities/recurrence.ts'

const tuesdays: ScheduleLine = {
  startsOn: '2026-01-06',
  startsAt: '10:00',
  endsAt: '12:30',
  rule: 'FREQ=WEEKLY;BYDAY=TU',
  exceptOn: [],
}
const days = (line: Partial<ScheduleLine>, from: string, to: string) =>
  occurrencesBetween([{ ...tuesdays, ...line }], from, to).map(({ on }) => on)

t.test('every week, over the change of the clocks, at the same time on the wall', async (t) => {
  t.same(days({}, '2026-03-20', '2026-04-08'), ['2026-03-24', '2026-03-31', '2026-04-07'])
  t.same(days({}, '2026-10-18', '2026-11-04'), ['2026-10-20', '2026-10-27', '2026-11-03'])
  t.same(
    occurrencesBetween([tuesdays], '2026-10-20', '2026-10-27').map(({ startsAt }) => startsAt),
    ['10:00', '10:00'],
  )
})

t.test('every second week counts from the first session, also when one looks later', async (t) => {
  t.same(days({ rule: 'FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH' }, '2026-03-30', '2026-04-20'), [
    '2026-03-31',
    '2026-04-02',
    '2026-04-14',
    '2026-04-16',
  ])
})

t.test('the last Friday, a fixed number, an end, a day that is left out, once', async (t) => {
  t.same(days({ rule: 'FREQ=MONTHLY;BYDAY=-1FR' }, '2026-02-01', '2026-03-31'), ['2026-02-27', '2026-03-27'])
  t.same(days({ rule: 'FREQ=WEEKLY;BYDAY=TU;COUNT=2' }, '2026-01-01', '2026-12-31'), ['2026-01-06', '2026-01-13'])
  t.same(days({ rule: 'FREQ=WEEKLY;BYDAY=TU;UNTIL=20260113' }, '2026-01-01', '2026-12-31'), [
    '2026-01-06',
    '2026-01-13',
  ])
  t.same(days({ exceptOn: ['2026-01-13'] }, '2026-01-06', '2026-01-20'), ['2026-01-06', '2026-01-20'])
  t.same(days({ rule: null }, '2026-01-01', '2026-12-31'), ['2026-01-06'])
})

t.test('a rule that would be looked through without end is refused before it is kept', async (t) => {
  for (const rule of [
    'FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30',
    'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30',
    'FREQ=SECONDLY',
    'FREQ=MONTHLY;BYMONTHDAY=31;INTERVAL=12',
    'FREQ=WEEKLY;BYDAY=XX',
    'FREQ=MONTHLY;BYDAY=9MO',
    'FREQ=WEEKLY;INTERVAL=99999',
    'FREQ=MONTHLY;BYDAY=MO;BYSETPOS=9',
    'FREQ=MONTHLY;BYDAY=1MO,2MO,3MO,4MO,1TU,2TU,3TU,4TU',
    'FREQ=MONTHLY',
    'FREQ=DAILY;COUNT=100000',
    'every Tuesday',
    '',
  ])
    t.ok(faultOfRule(rule), rule)
  for (const rule of ['FREQ=DAILY', 'FREQ=WEEKLY;BYDAY=MO,WE', 'FREQ=MONTHLY;BYDAY=2TU', 'FREQ=MONTHLY;BYMONTHDAY=-1'])
    t.equal(faultOfRule(rule), undefined, rule)
})

t.test('a session from 10 to half past 12 is held in the morning and in the afternoon', async (t) => {
  t.same(partsOfWeek([tuesdays], '2026-03-02'), ['tue-morning', 'tue-afternoon'])
  t.same(
    partsOfWeek([{ ...tuesdays, startsOn: '2027-01-05' }], '2026-03-02'),
    ['tue-morning', 'tue-afternoon'],
    'what is to begin',
  )
  t.same(partsOfWeek([{ ...tuesdays, rule: 'FREQ=WEEKLY;BYDAY=TU;UNTIL=20260113' }], '2026-03-02'), [], 'what is over')
})

t.test('what began long ago gives the same dates as one that looks from its beginning', async (t) => {
  const rules = [
    'FREQ=DAILY;INTERVAL=3',
    'FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,SU',
    'FREQ=WEEKLY;INTERVAL=3;BYDAY=TU',
    'FREQ=MONTHLY;INTERVAL=2;BYDAY=-1FR,1MO',
    'FREQ=MONTHLY;INTERVAL=5;BYMONTHDAY=13,-1',
    'FREQ=WEEKLY;BYDAY=TU;UNTIL=20260310',
  ]
  for (const rule of rules)
    for (const startsOn of ['2023-05-31', '2024-02-29', '2025-11-05']) {
      const whole = days({ rule, startsOn }, startsOn, '2026-06-30')
      for (const from of ['2026-01-01', '2026-02-14', '2026-03-31'])
        t.same(
          days({ rule, startsOn }, from, '2026-06-30'),
          whole.filter((on) => on >= from),
          `${rule} from ${startsOn}`,
        )
    }
})

t.test('fourteen lines of a rule from the year 2000 are looked through in few steps', async (t) => {
  const line = { ...tuesdays, startsOn: '2000-01-01', rule: 'FREQ=MONTHLY;BYDAY=1MO,2MO,3MO,4MO,5MO,-1SU,-2SU' }
  const found = occurrencesBetween(
    Array.from({ length: 14 }, () => line),
    '2026-03-01',
    '2026-03-31',
  )
  t.equal(found.length, 14 * 7)
})
