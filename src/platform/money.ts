/** Money is whole pence: a sum of floats is a penny out sooner or later. */
export type Pence = number

/** Ten million pounds: more is a slip of the hand, and less than an integer column holds. */
export const MOST_PENCE: Pence = 1_000_000_000

/** £1,234.50, and without the pence where there are none: £1,234. */
export function sayPounds(pence: Pence): string {
  const [pounds, rest] = [Math.trunc(Math.abs(pence) / 100), Math.abs(pence) % 100]
  const whole = `£${pounds.toLocaleString('en-GB')}`
  return `${pence < 0 ? '-' : ''}${rest === 0 ? whole : `${whole}.${String(rest).padStart(2, '0')}`}`
}

/** 1234.50, as a spreadsheet adds it up. */
export const toDecimal = (pence: Pence): string =>
  `${pence < 0 ? '-' : ''}${Math.trunc(Math.abs(pence) / 100)}.${String(Math.abs(pence) % 100).padStart(2, '0')}`

/** What somebody typed, `£1,234.5` or `1234.50`, read by its signs and never as a float; undefined when it is no sum. */
export function readPounds(typed: string): Pence | undefined {
  const [, whole, rest = ''] = /^£?\s*(\d{1,3}(?:,\d{3})+|\d{1,9})(?:\.(\d{1,2}))?$/.exec(typed.trim()) ?? []
  if (whole === undefined) return undefined
  return Number(whole.replaceAll(',', '')) * 100 + Number(rest.padEnd(2, '0'))
}
