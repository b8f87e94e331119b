/** The ten digits without spaces and dashes, or `undefined` when they are no valid NHS number. */
export function normaliseNhsNumber(text: string): string | undefined {
  const digits = text.replace(/[\s\p{Dash_Punctuation}]/gu, '')
  return /^\d{10}$/.test(digits) && !hasEqualDigits(digits) && checkDigit(digits) === Number(digits.slice(9))
    ? digits
    : undefined
}

export function isValidNhsNumber(text: string): boolean {
  return normaliseNhsNumber(text) !== undefined
}

/** As people read it: `999 000 0018`. */
export function formatNhsNumber(nhsNumber: string): string {
  return `${nhsNumber.slice(0, 3)} ${nhsNumber.slice(3, 6)} ${nhsNumber.slice(6)}`
}

/**
 * The NHS number 999 followed by the six digits of `n` (0 to 999,999) and their check digit: the range that is never
 * given to a person. `undefined` for about one n in eleven, which has no check digit.
 */
export function makeTestNhsNumber(n: number): string | undefined {
  const firstNine = `999${String(n).padStart(6, '0')}`
  return normaliseNhsNumber(`${firstNine}${checkDigit(firstNine)}`)
}

/**
 * Modulus 11 (NHS Data Dictionary, NHS NUMBER): the digits times 10, 9, … 2; 11 less the remainder; 11 becomes 0, and 10
 * makes the number invalid, which it is here by itself, because no digit equals 10.
 */
function checkDigit(digits: string): number {
  let sum = 0
  for (let at = 0; at < 9; at += 1) sum += Number(digits.charAt(at)) * (10 - at)
  return (11 - (sum % 11)) % 11
}

/** 0000000000, 1111111111 and 9999999999, say, pass the check digit, but stand for "not known" where someone had to type something. */
function hasEqualDigits(digits: string): boolean {
  return digits === digits.charAt(0).repeat(digits.length)
}
