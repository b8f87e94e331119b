import { addDays, type Day, toDay, toDayNumber, weekdayOf } from '../../platform/clock.ts'

export type BankHoliday = { on: Day; name: string }

/**
 * What a proclamation changed, by year: days it took away (as the rules give them) and days it put in.
 * Complete from 2013; add a line when the government announces a new one.
 */
const EXCEPTIONS: Readonly<Record<number, { without: readonly Day[]; added: readonly BankHoliday[] }>> = {
  2020: {
    without: ['2020-05-04'],
    added: [{ on: '2020-05-08', name: 'Early May bank holiday (VE day)' }],
  },
  2022: {
    without: ['2022-05-30'],
    added: [
      { on: '2022-06-02', name: 'Spring bank holiday' },
      { on: '2022-06-03', name: 'Platinum Jubilee bank holiday' },
      { on: '2022-09-19', name: 'Bank Holiday for the State Funeral of Queen Elizabeth II' },
    ],
  },
  2023: {
    without: [],
    added: [{ on: '2023-05-08', name: 'Bank holiday for the coronation of King Charles III' }],
  },
}

/**
 * The bank holidays of England and Wales in the order of the year, from the Banking and Financial Dealings Act 1971 and
 * the custom of substitute days. The published list, with its names, is https://www.gov.uk/bank-holidays
 */
export function bankHolidays(year: number): BankHoliday[] {
  const easter = easterSunday(year)
  const { without, added } = EXCEPTIONS[year] ?? { without: [], added: [] }
  return [
    ...fixedHolidays(year),
    { on: addDays(easter, -2), name: 'Good Friday' },
    { on: addDays(easter, 1), name: 'Easter Monday' },
    { on: mondayOnOrAfter(`${year}-05-01`), name: 'Early May bank holiday' },
    { on: mondayOnOrAfter(`${year}-05-25`), name: 'Spring bank holiday' },
    { on: mondayOnOrAfter(`${year}-08-25`), name: 'Summer bank holiday' },
  ]
    .filter((holiday) => !without.includes(holiday.on))
    .concat(added)
    .sort((a, b) => (a.on < b.on ? -1 : 1))
}

/**
 * One that falls on a weekend is kept on the next weekday that is free. For Christmas Day and Boxing Day that is always
 * two days later: they stand side by side, so the Monday is taken whenever one of them is a Sunday.
 */
function fixedHolidays(year: number): BankHoliday[] {
  const newYear = `${year}-01-01`
  const christmas = `${year}-12-25`
  const boxing = `${year}-12-26`
  return [
    observed(newYear, 'New Year’s Day', mondayOnOrAfter(newYear)),
    observed(christmas, 'Christmas Day', addDays(christmas, 2)),
    observed(boxing, 'Boxing Day', addDays(boxing, 2)),
  ]
}

function observed(on: Day, name: string, substitute: Day): BankHoliday {
  return weekdayOf(toDayNumber(on)) < 5 ? { on, name } : { on: substitute, name: `${name} (substitute day)` }
}

function mondayOnOrAfter(day: Day): Day {
  const dayNumber = toDayNumber(day)
  return toDay(dayNumber + ((7 - weekdayOf(dayNumber)) % 7))
}

/** The anonymous Gregorian computus, as in Meeus, Astronomical Algorithms (1991), chapter 8; right for every year since 1583. */
function easterSunday(year: number): Day {
  const a = year % 19
  const b = Math.floor(year / 100)
  const c = year % 100
  const d = Math.floor(b / 4)
  const e = b % 4
  const f = Math.floor((b + 8) / 25)
  const g = Math.floor((b - f + 1) / 3)
  const h = (19 * a + b - d - g + 15) % 30
  const i = Math.floor(c / 4)
  const k = c % 4
  const l = (32 + 2 * e + 2 * i - h - k) % 7
  const m = Math.floor((a + 11 * h + 22 * l) / 451)
  const daysFromMarchFirst = h + l - 7 * m + 21
  return addDays(`${year}-03-01`, daysFromMarchFirst)
}
