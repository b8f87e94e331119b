import fc from 'fast-check'
import t from 'tap'
import {
  addDays,
  ageBand,
  ageOn,
  daysBetween,
  isMonth,
  monthOf,
  monthsBetween,
  sayDay,
  startOfMonth,
  toDayNumber,
  todayInEngland,
  weekdayOf,
} from '../../src/platform/clock.ts'

const aDay = fc
  .date({ min: new Date('1900-01-01'), max: new Date('2100-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10))

t.test('the day in England begins at its own midnight, winter and summer', async (t) => {
  const moments: [at: string, day: string][] = [
    ['2026-01-15T23:59:59.999Z', '2026-01-15'],
    ['2026-01-16T00:00:00.000Z', '2026-01-16'],
    ['2026-07-15T22:59:59.999Z', '2026-07-15'],
    ['2026-07-15T23:00:00.000Z', '2026-07-16'],
    ['2026-03-29T00:59:59.999Z', '2026-03-29'],
    ['2026-03-29T01:00:00.000Z', '2026-03-29'],
    ['2026-03-28T23:30:00.000Z', '2026-03-28'],
    ['2026-03-29T23:30:00.000Z', '2026-03-30'],
    ['2026-10-24T23:30:00.000Z', '2026-10-25'],
    ['2026-10-25T00:30:00.000Z', '2026-10-25'],
    ['2026-10-25T01:30:00.000Z', '2026-10-25'],
    ['2026-10-25T23:30:00.000Z', '2026-10-25'],
    ['2026-12-31T23:30:00.000Z', '2026-12-31'],
    ['2024-02-29T12:00:00.000Z', '2024-02-29'],
  ]
  for (const [at, day] of moments) t.equal(todayInEngland(new Date(at)), day, at)
})

t.test('days are added over months, leap days and clock changes', async (t) => {
  const sums: [day: string, days: number, result: string][] = [
    ['2026-01-31', 1, '2026-02-01'],
    ['2024-02-28', 1, '2024-02-29'],
    ['2026-02-28', 1, '2026-03-01'],
    ['2026-03-28', 2, '2026-03-30'],
    ['2026-10-24', 2, '2026-10-26'],
    ['2026-01-01', -1, '2025-12-31'],
    ['1969-12-31', 1, '1970-01-01'],
    ['2026-05-05', 0, '2026-05-05'],
  ]
  for (const [day, days, result] of sums) t.equal(addDays(day, days), result, `${day} + ${days}`)
})

t.test('days between is what has to be added', async () => {
  fc.assert(fc.property(aDay, aDay, (from, to) => addDays(from, daysBetween(from, to)) === to))
})

t.test('days compare as text', async () => {
  fc.assert(fc.property(aDay, aDay, (a, b) => a < b === daysBetween(a, b) > 0))
})

t.test('weekdays count from Monday, also before 1970', async () => {
  fc.assert(fc.property(aDay, (day) => weekdayOf(toDayNumber(day)) === (new Date(day).getUTCDay() + 6) % 7))
})

t.test('what is not a day is refused', async (t) => {
  for (const text of ['', 'tomorrow', '2026-13-01', '2026-05-05T12:00:00Z'])
    t.throws(() => addDays(text, 1), RangeError)
})

t.test('a day has a month, which has a first day', async (t) => {
  t.equal(monthOf('2026-05-17'), '2026-05')
  t.equal(startOfMonth('2026-05-17'), '2026-05-01')
})

t.test('a month is four digits, a dash and 01 to 12', async (t) => {
  for (const month of ['2026-01', '2026-12', '1999-10']) t.ok(isMonth(month), month)
  for (const text of ['2026-00', '2026-13', '2026-1', '26-01', '2026-01-01', '2026-01\n', ''])
    t.notOk(isMonth(text), text)
})

t.test('months between include both ends', async (t) => {
  t.same(monthsBetween('2025-11', '2026-02'), ['2025-11', '2025-12', '2026-01', '2026-02'])
  t.same(monthsBetween('2026-02', '2026-02'), ['2026-02'])
  t.same(monthsBetween('2026-02', '2026-01'), [])
})

t.test('people are a year older on their birthday', async (t) => {
  const ages: [bornOn: string, day: string, age: number][] = [
    ['1940-06-15', '2026-06-14', 85],
    ['1940-06-15', '2026-06-15', 86],
    ['1940-12-31', '2026-01-01', 85],
    ['2026-06-15', '2026-06-15', 0],
    ['1940-02-29', '2026-02-28', 85],
    ['1940-02-29', '2026-03-01', 86],
    ['1940-02-29', '2028-02-29', 88],
  ]
  for (const [bornOn, day, age] of ages) t.equal(ageOn(bornOn, day), age, `${bornOn} on ${day}`)
})

t.test('every age has one band', async (t) => {
  const edges: [age: number, band: string][] = [
    [0, '0-17'],
    [17, '0-17'],
    [18, '18-39'],
    [39, '18-39'],
    [40, '40-59'],
    [59, '40-59'],
    [60, '60-69'],
    [69, '60-69'],
    [70, '70-79'],
    [79, '70-79'],
    [80, '80-89'],
    [89, '80-89'],
    [90, '90+'],
    [112, '90+'],
  ]
  for (const [age, band] of edges) t.equal(ageBand(age), band, `${age}`)
})

t.test('a day is said as people say it', async (t) => {
  t.equal(sayDay('1944-02-11'), '11 February 1944')
  t.equal(sayDay('2026-12-01'), '1 December 2026')
})
