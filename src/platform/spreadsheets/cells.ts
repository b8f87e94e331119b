import { type Day, toDay } from '../clock.ts'

/** Without the spaces that cannot be seen: non-breaking, thin, zero-width, and those at the ends. */
export const tidy = (text: string): string =>
  text
    .replace(/\u200B|\u200C|\u200D|\u2060|\uFEFF/g, '')
    .replace(/[^\S\n]+/g, ' ')
    .replace(/\r/g, '')
    .trim()

/** Words to compare by: in lower case, letters and digits only. */
export const plain = (text: string): string => text.toLowerCase().replace(/[^\p{Letter}\p{Number}]/gu, '')

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
/** Excel counts days from here; serial numbers of this century and the last have five digits. */
const EXCEL_EPOCH = -25_569

/**
 * A day as people write it in England: 31/03/1944, 31-3-44, 31.3.1944, 31 Mar 1944, 1944-03-31, or Excel's number of it.
 * Day before month, always: what would be a day only the American way is none. A year of two digits is the latest that
 * is not after today.
 */
export function readDay(text: string, today: Day): Day | undefined {
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?$/.exec(text)
  if (iso !== null) return toRealDay(Number(iso[1]), Number(iso[2]), Number(iso[3]))
  const english = /^(\d{1,2})(?:st|nd|rd|th)?[\s/.-]+([a-z]+|\d{1,2})[\s/.,-]+(\d{4}|\d{2})(?: 0?0:00(?::00)?)?$/i.exec(
    text,
  )
  if (english !== null) {
    const month = monthNumber(english[2] ?? '')
    const year = english[3] ?? ''
    const whole = (century: number) => toRealDay(century + Number(year), month, Number(english[1]))
    if (year.length === 4) return whole(0)
    const recent = whole(2000)
    return recent !== undefined && recent <= today ? recent : whole(1900)
  }
  const serial = /^(\d{5})(?:\.0+)?$/.exec(text)
  return serial === null ? undefined : toDay(Number(serial[1]) + EXCEL_EPOCH)
}

function monthNumber(text: string): number {
  if (/^\d+$/.test(text)) return Number(text)
  return MONTHS.indexOf(text.slice(0, 3).toLowerCase()) + 1
}

function toRealDay(year: number, month: number, day: number): Day | undefined {
  const text = `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
  const at = Date.parse(text)
  return Number.isNaN(at) || new Date(at).toISOString().slice(0, 10) !== text ? undefined : text
}

const YES = ['y', 'yes', 'true', '1', 'given', 'agreed', 'x', '✓']
const NO = ['n', 'no', 'false', '0', 'refused', 'declined']

export function readYesNo(text: string): boolean | undefined {
  const word = text.toLowerCase()
  if (YES.includes(word)) return true
  return NO.includes(word) ? false : undefined
}

/** The digits of a number that a spreadsheet took for one: 9.99E+09, 9990000018.0, 999 000 0018. */
export function readDigits(text: string): string {
  const plain = text.replace(/[\s\p{Dash_Punctuation}]/gu, '')
  if (/^\d+\.0+$/.test(plain)) return plain.replace(/\.0+$/, '')
  const scientific = /^(\d)(?:\.(\d+))?E\+?(\d+)$/i.exec(plain)
  if (scientific === null) return plain
  const [, first = '', rest = '', power = '0'] = scientific
  // Digits that the program rounded away are lost: what is left is not made up into a number.
  return rest.length <= Number(power) && Number(power) - rest.length <= 3
    ? `${first}${rest}`.padEnd(Number(power) + 1, '0')
    : plain
}

/** A telephone number with the nought that a spreadsheet took from its front. */
export function readPhone(text: string): string {
  const digits = readDigits(text.replace(/[()]/g, ''))
  if (/^[1237]\d{8,9}$/.test(digits)) return `0${digits}`
  if (/^44\d{9,10}$/.test(digits)) return `+${digits}`
  if (/^0044\d{9,10}$/.test(digits)) return `+${digits.slice(2)}`
  return /^\+?\d+$/.test(digits) ? digits : text
}
