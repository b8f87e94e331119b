import { z } from 'zod'
import type { Day } from '../../platform/clock.ts'
import { readDay, readPhone, tidy } from '../../platform/spreadsheets/cells.ts'
import type { Typed } from '../../platform/web/forms.ts'
import { NewReferralBody } from './contract.ts'

/** How the person may be reached, as one question: what is safe, and what it needs. */
export const REACH_WAYS = [
  { value: 'phone', text: 'By phone' },
  { value: 'text', text: 'By text message' },
  { value: 'letter', text: 'By letter' },
  { value: 'no-phone', text: 'They have no phone' },
] as const

/** One question instead of two: whether they agreed, and how they said so. */
export const CONSENT_CHOICES = [
  { value: 'in-person', text: 'Yes, in person' },
  { value: 'by-phone', text: 'Yes, by phone' },
  { value: 'by-video', text: 'Yes, by video' },
  { value: 'on-paper', text: 'Yes, on paper' },
] as const

const one = (value: string | string[] | undefined): string => tidy([value].flat()[0] ?? '')
const many = (value: string | string[] | undefined): string[] => [value ?? []].flat().map(tidy)

/** Where an answer of the whole referral stands on the page of the required set. */
const FIELDS: readonly [pointer: RegExp, field: string][] = [
  [/^person\/(?:nhsNumber|noNhsNumberBecause)/, 'nhsNumber'],
  [/^person\/givenName/, 'givenName'],
  [/^person\/familyName/, 'familyName'],
  [/^person\/bornOn/, 'bornOn'],
  [/^person\/address\/postcode/, 'postcode'],
  [/^person\/address/, 'address'],
  [/^person\/phones/, 'phone'],
  [/^person\/safeContact/, 'reach'],
  [/^person\/facts\/(?:longTermConditions|isCarer)/, 'conditions'],
  [/^needs/, 'needs'],
  [/^reason/, 'reason'],
  [/^consent/, 'consent'],
  [/^homeVisitRiskNote/, 'homeVisitRiskNote'],
  [/^homeVisitRisk/, 'homeVisitRisk'],
  [/^onBehalfOf/, 'onBehalfOf'],
  [/^practiceId/, 'practiceId'],
]

/** The field of the page for a pointer of the use-case: `#/person/bornOn` is `bornOn`. */
export const fieldOfReferral = (pointer: string): string | undefined =>
  FIELDS.find(([pattern]) => pattern.test(pointer.replace(/^#\//, '')))?.[1]

/** What must be answered before anything is read back, each with what to do. The scheme's own rules come after it. */
const NEEDED: readonly [field: string, todo: string][] = [
  ['givenName', 'Enter the first name'],
  ['familyName', 'Enter the surname'],
  ['bornOn', 'Enter the date of birth, like 31 3 1944'],
  ['reach', 'Select how we may reach the person safely'],
  ['needs', 'Select what the person would like help with'],
  ['reason', 'Enter why you are referring this person'],
  ['consent', 'Ask the person whether they agree to be referred, and select how they said so'],
  ['homeVisitRisk', 'Select whether a home visit carries a risk'],
  ['onBehalfOf', 'Enter the clinician on whose behalf you refer'],
]

/** The page of the required set, read as a whole referral. `today` decides which century a short year is of. */
export function referForm(today: Day) {
  return z.record(z.string(), z.unknown()).transform((given, context) => {
    const typed = given as Typed // a form holds texts and lists of them
    const fault = (field: string, message: string) => context.addIssue({ code: 'custom', path: [field], message })
    const missing = NEEDED.filter(([field]) => one(typed[field]) === '')
    for (const [field, todo] of missing) fault(field, todo)
    const bornOn = readDay(one(typed.bornOn), today)
    if (one(typed.bornOn) !== '' && bornOn === undefined) fault('bornOn', 'Enter the date of birth, like 31 3 1944')
    if (one(typed.nhsNumber) === '' && one(typed.noNhsNumberBecause) === '')
      fault('nhsNumber', 'Enter the NHS number, or select why there is none')
    const parsed = NewReferralBody.safeParse(toReferral(typed, bornOn))
    for (const { path, message } of parsed.error?.issues ?? []) {
      const field = fieldOfReferral(path.join('/')) ?? 'reason'
      if (!missing.some(([name]) => name === field) && !(field === 'bornOn' && bornOn === undefined))
        fault(field, message)
    }
    return parsed.data ?? z.NEVER
  })
}

function toReferral(typed: Typed, bornOn: Day | undefined): unknown {
  const ways = many(typed.reach)
  const phone = one(typed.phone)
  const lines = String(typed.address ?? '')
    .split(/\n|,/)
    .map(tidy)
    .filter((line) => line !== '')
  const conditions = many(typed.conditions)
  const isCarer = conditions.includes('carer')
  const known = conditions.filter((condition) => condition !== 'carer')
  const note = one(typed.homeVisitRiskNote)
  return {
    person: {
      ...(one(typed.nhsNumber) === ''
        ? { noNhsNumberBecause: one(typed.noNhsNumberBecause) || undefined }
        : { nhsNumber: one(typed.nhsNumber) }),
      givenName: one(typed.givenName),
      familyName: one(typed.familyName),
      bornOn: bornOn ?? '',
      address: lines.length === 0 ? undefined : { lines, postcode: one(typed.postcode) },
      phones: phone === '' ? [] : [{ number: readPhone(phone), label: 'home' }],
      safeContact: { channels: ways.filter((way) => way !== 'no-phone'), voicemail: one(typed.voicemail) === 'yes' },
      facts: {
        ...(ways.includes('no-phone') ? { telephone: { answer: 'known', value: false } } : {}),
        ...(known.length > 0 ? { longTermConditions: { answer: 'known', value: known } } : {}),
        ...(isCarer ? { isCarer: { answer: 'known', value: true } } : {}),
      },
    },
    practiceId: one(typed.practiceId) || undefined,
    needs: many(typed.needs),
    reason: one(typed.reason),
    whatMatters: one(typed.whatMatters) || undefined,
    urgency: one(typed.urgency) || undefined,
    homeVisitRisk: one(typed.homeVisitRisk) || undefined,
    homeVisitRiskNote: note || undefined,
    onBehalfOf: one(typed.onBehalfOf) || undefined,
    consent: { answer: 'given', how: one(typed.consent) },
    readBackOf: one(typed.readBackOf) || undefined,
    secondBecause: one(typed.secondBecause) || undefined,
  }
}
