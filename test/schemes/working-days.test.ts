import fc from 'fast-check'
import t from 'tap'
import { bankHolidays } from '../../src/features/schemes/bank-holidays.ts'
import { addWorkingDays, isWorkingDay, workingDaysBetween } from '../../src/features/schemes/working-days.ts'
import { addDays } from '../../src/platform/clock.ts'

/** As published on https://www.gov.uk/bank-holidays for England and Wales. */
const PUBLISHED: Record<number, string[]> = {
  2020: ['01-01', '04-10', '04-13', '05-08', '05-25', '08-31', '12-25', '12-28'],
  2021: ['01-01', '04-02', '04-05', '05-03', '05-31', '08-30', '12-27', '12-28'],
  2022: ['01-03', '04-15', '04-18', '05-02', '06-02', '06-03', '08-29', '09-19', '12-26', '12-27'],
  2023: ['01-02', '04-07', '04-10', '05-01', '05-08', '05-29', '08-28', '12-25', '12-26'],
  2024: ['01-01', '03-29', '04-01', '05-06', '05-27', '08-26', '12-25', '12-26'],
  2025: ['01-01', '04-18', '04-21', '05-05', '05-26', '08-25', '12-25', '12-26'],
  2026: ['01-01', '04-03', '04-06', '05-04', '05-25', '08-31', '12-25', '12-28'],
  2027: ['01-01', '03-26', '03-29', '05-03', '05-31', '08-30', '12-27', '12-28'],
  2028: ['01-03', '04-14', '04-17', '05-01', '05-29', '08-28', '12-25', '12-26'],
}

const aDay = fc.integer({ min: 0, max: 365 * 12 }).map((days) => addDays('2018-01-01', days))
const aFewDays = fc.integer({ min: -300, max: 300 })

t.test('the rules give the bank holidays that were published', async (t) => {
  for (const [year, days] of Object.entries(PUBLISHED)) {
    const holidays = bankHolidays(Number(year))
    t.same(
      holidays.map((holiday) => holiday.on),
      days.map((day) => `${year}-${day}`),
      year,
    )
  }
})

t.test('bank holidays are called as they are published', async (t) => {
  const nameOn = (day: string) => bankHolidays(Number(day.slice(0, 4))).find((holiday) => holiday.on === day)?.name
  const names: [day: string, name: string][] = [
    ['2020-05-08', 'Early May bank holiday (VE day)'],
    ['2022-01-03', 'New Year’s Day (substitute day)'],
    ['2022-06-02', 'Spring bank holiday'],
    ['2022-06-03', 'Platinum Jubilee bank holiday'],
    ['2022-12-26', 'Boxing Day'],
    ['2022-12-27', 'Christmas Day (substitute day)'],
    ['2026-04-03', 'Good Friday'],
    ['2026-04-06', 'Easter Monday'],
    ['2026-12-25', 'Christmas Day'],
    ['2026-12-28', 'Boxing Day (substitute day)'],
    ['2027-12-27', 'Christmas Day (substitute day)'],
    ['2027-12-28', 'Boxing Day (substitute day)'],
  ]
  for (const [day, name] of names) t.equal(nameOn(day), name, day)
})

t.test('no bank holiday is at a weekend, and no two are on one day', async () => {
  fc.assert(
    fc.property(fc.integer({ min: 1972, max: 2200 }), (year) => {
      const days = bankHolidays(year).map((holiday) => holiday.on)
      const weekdays = days.filter((day) => ![0, 6].includes(new Date(day).getUTCDay()))
      return new Set(weekdays).size === days.length && days.every((day) => day.startsWith(`${year}-`))
    }),
  )
})

t.test('weekends and bank holidays are no working days', async (t) => {
  const days: [day: string, isWorking: boolean][] = [
    ['2026-05-01', true],
    ['2026-05-02', false],
    ['2026-05-03', false],
    ['2026-05-04', false],
    ['2026-05-05', true],
    ['2026-12-24', true],
    ['2026-12-28', false],
    ['2027-01-01', false],
  ]
  for (const [day, isWorking] of days) t.equal(isWorkingDay(day), isWorking, day)
})

t.test('working days are added over weekends, bank holidays and the turn of the year', async (t) => {
  const sums: [day: string, n: number, result: string, why: string][] = [
    ['2026-05-06', 1, '2026-05-07', 'the next day'],
    ['2026-05-01', 1, '2026-05-05', 'Friday before a bank holiday Monday'],
    ['2026-05-02', 1, '2026-05-05', 'a Saturday counts from itself'],
    ['2026-05-05', -1, '2026-05-01', 'back over the bank holiday'],
    ['2026-05-03', -1, '2026-05-01', 'back from a Sunday'],
    ['2026-04-02', 1, '2026-04-07', 'Maundy Thursday'],
    ['2026-12-24', 1, '2026-12-29', 'Christmas'],
    ['2026-12-24', 5, '2027-01-05', 'Christmas and New Year'],
    ['2027-01-05', -5, '2026-12-24', 'and back'],
    ['2026-05-06', 0, '2026-05-06', 'none from a working day: the day itself'],
    ['2026-05-02', 0, '2026-05-05', 'none from a Saturday: the next working day'],
    ['2026-12-25', 0, '2026-12-29', 'none from Christmas Day: the next working day'],
  ]
  for (const [day, n, result, why] of sums) t.equal(addWorkingDays(day, n), result, `${day} + ${n}: ${why}`)
})

t.test('working days between two days do not count the first and do count the last', async (t) => {
  const spans: [from: string, to: string, count: number][] = [
    ['2026-05-06', '2026-05-06', 0],
    ['2026-05-06', '2026-05-07', 1],
    ['2026-05-01', '2026-05-04', 0],
    ['2026-05-01', '2026-05-05', 1],
    ['2026-05-02', '2026-05-05', 1],
    ['2026-05-05', '2026-05-01', -1],
    ['2026-01-01', '2026-12-31', 253],
    ['2026-12-31', '2025-12-31', -253],
  ]
  for (const [from, to, count] of spans) t.equal(workingDaysBetween(from, to), count, `${from} to ${to}`)
})

t.test('to add the working days between two days leads from the one to the other', async () => {
  fc.assert(
    fc.property(aDay, aDay, (from, to) => {
      fc.pre(isWorkingDay(to))
      return addWorkingDays(from, workingDaysBetween(from, to)) === to
    }),
  )
})

t.test('what was added is what lies between, and it ends on a working day', async () => {
  fc.assert(
    fc.property(aDay, aFewDays, (day, n) => {
      fc.pre(n !== 0 || isWorkingDay(day))
      const result = addWorkingDays(day, n)
      return isWorkingDay(result) && workingDaysBetween(day, result) === n
    }),
  )
})

t.test('a part of a working day and what is not a day are refused', async (t) => {
  t.throws(() => addWorkingDays('2026-05-06', 0.5), RangeError)
  t.throws(() => addWorkingDays('2026-05-06', Number.NaN), RangeError)
  t.throws(() => addWorkingDays('soon', 1), RangeError)
  t.throws(() => workingDaysBetween('2026-05-06', 'soon'), RangeError)
})
