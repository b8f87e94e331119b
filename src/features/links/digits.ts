/** How many of the last digits of its number a group says: enough that a machine that opens every link does not know them. */
export const DIGITS = 3

const lastOf = (number: string): string => number.replaceAll(/\D/g, '').slice(-DIGITS)

/** Whether one of these numbers ends in enough digits to be said: without it no answer by link counts. */
export const hasDigits = (phones: readonly string[]): boolean =>
  phones.some((number) => lastOf(number).length === DIGITS)

/** Whether these are the last digits of one of the group's numbers. */
export const areDigitsOf = (phones: readonly string[], typed: string): boolean => {
  const digits = typed.replaceAll(/\s/g, '')
  return digits.length === DIGITS && phones.some((number) => lastOf(number) === digits)
}
