/** A British mobile as it is sent to, +447…; undefined for every other number: a text goes to a mobile. */
export function toBritishMobile(number: string): string | undefined {
  const digits = number
    .replaceAll(/[^\d+]/g, '')
    .replace(/^(?:\+|00)44\(?0?/, '0')
    .replace(/^44/, '0')
  return /^07[1-57-9]\d{8}$/.test(digits) ? `+44${digits.slice(1)}` : undefined
}
