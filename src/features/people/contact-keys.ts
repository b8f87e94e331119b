import { parsePhoneNumberFromString } from 'libphonenumber-js/max'

/** A number as a network knows it, +441709…; undefined when it is none. A number without a country is British. */
export function toE164(number: string): string | undefined {
  const parsed = parsePhoneNumberFromString(number, 'GB')
  return parsed?.isPossible() === true ? parsed.number : undefined
}

/** Ofcom's mobile numbers, those for use in drama among them: 070 are personal numbers and 076 pagers. */
const BRITISH_MOBILE = /^\+447[1-57-9]/

/** A text goes to a mobile; on a landline it is read aloud to whoever picks up. */
export function takesTexts(number: string): boolean {
  const parsed = parsePhoneNumberFromString(number, 'GB')
  if (parsed === undefined) return false
  const type = parsed.getType()
  return BRITISH_MOBILE.test(parsed.number) || type === 'MOBILE' || type === 'FIXED_LINE_OR_MOBILE'
}

type Details = {
  phones?: readonly { number: string }[] | undefined
  email?: string | null | undefined
  address?: { lines: readonly string[]; postcode: string } | null | undefined
}

export const phoneKey = (number: string): string => `tel:${toE164(number) ?? number.replace(/\D/g, '')}`
export const emailKey = (email: string): string => `mail:${email.trim().toLowerCase()}`
export const addressKey = ({ lines, postcode }: { lines: readonly string[]; postcode: string }): string =>
  `post:${postcode.replace(/\s/g, '')}:${(lines[0] ?? '').toLowerCase().replace(/[^\p{Letter}\p{Number}]/gu, '')}`

/** What two people have in common when they share a telephone, a mailbox or a door. */
export const contactKeys = ({ phones = [], email, address }: Details): string[] => [
  ...new Set([
    ...phones.map(({ number }) => phoneKey(number)),
    ...(email == null ? [] : [emailKey(email)]),
    ...(address == null ? [] : [addressKey(address)]),
  ]),
]
