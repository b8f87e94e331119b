import { z } from 'zod'
import { type Day, sayDay } from '../../platform/clock.ts'
import { readDay, readDigits, readPhone, tidy } from '../../platform/spreadsheets/cells.ts'
import type { Typed } from '../../platform/web/forms.ts'
import { PersonFacts } from '../people/public.ts'
import { NewReferralBody } from './contract.ts'
import { FIELD_OF_LINE, type ReadLine } from './demographics-line.ts'
import type { Criterion } from './eligibility.ts'

/** How the person may be reached, as one question: what is safe, and what it needs. */
export const REACH_WAYS = [
  { value: 'phone', text: 'By phone' },
  { value: 'text', text: 'By text message' },
  { value: 'email', text: 'By email' },
  { value: 'letter', text: 'By letter' },
  { value: 'no-phone', text: 'They have no phone' },
] as const

/** Why no address is given: each is an answer, and not the same one. */
export const NO_ADDRESS_REASONS = [
  { value: 'no-fixed-address', text: 'They have no fixed address' },
  { value: 'would-not-say', text: 'They would not say' },
  { value: 'nobody-knows', text: 'Nobody knows it' },
] as const

/** One question instead of two: whether they agreed, and how they said so. */
export const CONSENT_CHOICES = [
  { value: 'in-person', text: 'Yes, in person' },
  { value: 'by-phone', text: 'Yes, by phone' },
  { value: 'by-video', text: 'Yes, by video' },
  { value: 'on-paper', text: 'Yes, on paper' },
] as const

/** How whoever asked is answered: they have no account. */
export const ANSWER_WAYS = [
  { value: 'mail', text: 'By email' },
  { value: 'phone', text: 'By phone' },
  { value: 'letter', text: 'By letter' },
] as const
/** Who asks from outside, as the service writes it down for them. */
export const OUTSIDE_CHOICES = [
  { value: 'hospital', text: 'A hospital' },
  { value: 'other-professional', text: 'Another professional' },
  { value: 'self-or-family', text: 'The person, or somebody of their family' },
] as const

const one = (value: string | string[] | undefined): string => tidy([value].flat()[0] ?? '')
const many = (value: string | string[] | undefined): string[] =>
  [value ?? []]
    .flat()
    .map(tidy)
    .filter((text) => text !== '')

/** Where an answer of the whole referral stands on the page of the required set, and what to do when it cannot be read. */
const FIELDS: readonly [pointer: RegExp, field: string, todo: string][] = [
  [/^person\/(?:nhsNumber|noNhsNumberBecause)/, 'nhsNumber', 'Enter the NHS number, or select why there is none'],
  [/^person\/givenName/, 'givenName', 'Enter the first name'],
  [/^person\/familyName/, 'familyName', 'Enter the surname'],
  [/^person\/preferredName/, 'preferredName', 'Enter what they like to be called in fewer words'],
  [/^person\/bornOn/, 'bornOn', 'Enter the date of birth, like 31 3 1944'],
  [/^person\/address\/postcode/, 'postcode', 'Enter the postcode, like S60 1AA'],
  [/^person\/address/, 'address', 'Enter the address in one to five short lines, or select why there is none'],
  [/^person\/phones/, 'phone', 'Enter a phone number with digits and spaces only'],
  [/^person\/email/, 'email', 'Enter an email address, like name@example.org'],
  [/^person\/safeContact\/times/, 'times', 'Enter when to ring in fewer words'],
  [/^person\/safeContact/, 'reach', 'Select how we may reach the person safely'],
  [/^person\/facts\/(?:longTermConditions|isCarer)/, 'conditions', 'Select the conditions from the list'],
  [/^person\/facts\/language/, 'language', 'Select the language from the list'],
  [/^needs/, 'needs', 'Select what the person would like help with'],
  [/^reason/, 'reason', 'Enter why you are referring this person, in fewer than 2,000 characters'],
  [/^whatMatters/, 'whatMatters', 'Enter what matters to them in fewer than 2,000 characters'],
  [/^urgency/, 'urgency', 'Select how soon the person needs an answer'],
  [/^consent/, 'consent', 'Ask the person whether they agree to be referred, and select how they said so'],
  [/^homeVisitRiskNote/, 'homeVisitRiskNote', 'Enter what the risk is, in fewer than 1,000 characters'],
  [/^homeVisitRisk/, 'homeVisitRisk', 'Select whether a home visit carries a risk'],
  [/^onBehalfOf/, 'onBehalfOf', 'Enter the clinician on whose behalf you refer, in fewer than 200 characters'],
  [/^source/, 'source', 'Select who asked'],
  [/^outsideReferrer\/name/, 'outsideName', 'Enter the name of whoever asked'],
  [/^outsideReferrer\/role/, 'outsideRole', 'Enter what they do in fewer words'],
  [/^outsideReferrer\/organisation/, 'outsideOrganisation', 'Enter where they work in fewer words'],
  [
    /^outsideReferrer\/answer\/to/,
    'answerTo',
    'Enter where they are answered: an email address, a number, or an address that ends with the postcode',
  ],
  [/^outsideReferrer/, 'answerBy', 'Select how they are answered'],
  [/^practice(?:Id|Code)/, 'practiceId', 'Select the practice where the person is registered'],
  [/^secondBecause/, 'secondBecause', 'Enter why a second referral is needed, in fewer than 500 characters'],
]

const rowOf = (pointer: string) => FIELDS.find(([pattern]) => pattern.test(pointer.replace(/^#\//, '')))

/** The field of the page for a pointer of the use-case: `#/person/bornOn` is `bornOn`. */
export const fieldOfReferral = (pointer: string): string | undefined => rowOf(pointer)?.[1]

/** What must be answered before anything is read back, each with what to do. The scheme's own rules come after it. */
const NEEDED_OF_EVERYBODY = [
  'givenName',
  'familyName',
  'bornOn',
  'reach',
  'needs',
  'reason',
  'consent',
  'homeVisitRisk',
] as const
const NEEDED_OF_SERVICE = ['source', 'outsideName', 'answerBy', 'answerTo'] as const
const NEEDED_OF_REFERRER = ['onBehalfOf'] as const

/** What to do about a pointer of the use-case, in words of the page. */
export const todoOfReferral = (pointer: string): string | undefined => rowOf(pointer)?.[2]

/** What is kept of a page that is half filled in. */
const KEPT_FIELDS = [
  ...new Set(FIELDS.map(([, field]) => field)),
  'noNhsNumberBecause',
  'noAddressBecause',
  'voicemail',
  'livesAlone',
  'interpreterNeeded',
].filter((field) => field !== 'secondBecause')

const KEPT_LENGTH = 3_000

/** A page that is kept as it stands: nothing is asked of it. */
export const BegunForm = z.record(z.string(), z.unknown()).transform((given, context) => {
  const typed = given as Typed // a form holds texts and lists of them
  const begunId = z.uuid().safeParse(one(typed.begunId))
  if (!begunId.success) {
    context.addIssue({ code: 'custom', path: ['begunId'], message: 'Open the page again' })
    return z.NEVER
  }
  const kept = KEPT_FIELDS.flatMap((field): [string, string | string[]][] => {
    const value = typed[field]
    if (value === undefined) return []
    return [[field, Array.isArray(value) ? value.slice(0, 30).map(cut) : cut(value)]]
  })
  return { begunId: begunId.data, typed: Object.fromEntries(kept) }
})

const cut = (text: string): string => text.slice(0, KEPT_LENGTH)

const todoOf = (field: string): string => FIELDS.find(([, name]) => name === field)?.[2] ?? 'Check this answer'

type Fault = (field: string, message: string) => void

/** The page of the required set, read as a whole referral. `today` decides which century a short year is of. */
export type Referring = { today: Day; isAtPractice: boolean; isService: boolean }

export function referForm({ today, isAtPractice, isService }: Referring) {
  const needed = [...NEEDED_OF_EVERYBODY, ...(isService ? NEEDED_OF_SERVICE : NEEDED_OF_REFERRER)]
  return z.record(z.string(), z.unknown()).transform((given, context) => {
    const typed = given as Typed // a form holds texts and lists of them
    const said = new Set<string>()
    const fault: Fault = (field, message) => {
      if (said.has(field)) return
      said.add(field)
      context.addIssue({ code: 'custom', path: [field], message })
    }
    if (one(typed.nhsNumber) === '' && one(typed.noNhsNumberBecause) === '') fault('nhsNumber', todoOf('nhsNumber'))
    if (!isAtPractice && one(typed.practiceId) === '') fault('practiceId', todoOf('practiceId'))
    for (const field of needed) if (one(typed[field]) === '') fault(field, todoOf(field))
    const bornOn = readBornOn(typed, today)
    if (bornOn === undefined) fault('bornOn', todoOf('bornOn'))
    else if (bornOn > today) fault('bornOn', 'Enter a date of birth that is not in the future')
    checkReaching(typed, fault)
    const parsed = NewReferralBody.safeParse({ ...toReferral(typed, bornOn), ...(isService ? toOutside(typed) : {}) })
    for (const { path, message, code } of parsed.error?.issues ?? []) {
      const [, field, todo] = rowOf(path.join('/')) ?? [undefined, 'reason', 'Check what you entered']
      // A rule of ours says what to do itself; what a type says is for programs.
      fault(field, code === 'custom' && !path.includes('noNhsNumberBecause') ? message : todo)
    }
    return said.size === 0 && parsed.data !== undefined ? parsed.data : z.NEVER
  })
}

const readBornOn = (typed: Typed, today: Day): Day | undefined => readDay(one(typed.bornOn), today)

/** How to reach somebody, and what each way needs: said here, before anything is read back. */
function checkReaching(typed: Typed, fault: Fault): void {
  const ways = many(typed.reach)
  const byPhone = ways.includes('phone') || ways.includes('text')
  const hasAddress = addressLines(typed).length > 0
  const noAddress = one(typed.noAddressBecause) !== ''
  if (ways.includes('no-phone') && (byPhone || one(typed.phone) !== ''))
    fault('reach', 'Select a way by phone, or that they have no phone: both cannot be')
  if (byPhone && one(typed.phone) === '') fault('phone', 'Enter the phone number, or select another way to reach them')
  if (ways.includes('email') && one(typed.email) === '')
    fault('email', 'Enter the email address, or select another way to reach them')
  if (hasAddress && noAddress) fault('address', 'Enter the address, or select why there is none: both cannot be')
  if (!hasAddress && !noAddress) fault('address', todoOf('address'))
  if (hasAddress && one(typed.postcode) === '') fault('postcode', todoOf('postcode'))
  if (!hasAddress && ways.includes('letter')) fault('address', 'Enter the address for letters, or select another way')
}

/** What the scheme's criteria ask of a person, as far as it is typed: asked before the rest. */
export function eligibilityForm(typed: Typed, today: Day): { bornOn: Day; facts: PersonFacts } | undefined {
  const bornOn = readBornOn(typed, today)
  if (bornOn === undefined) return undefined
  const facts = PersonFacts.safeParse(toFacts(typed))
  return facts.success ? { bornOn, facts: facts.data } : undefined
}

/** Where each criterion is answered on the page. */
export const fieldOfCriterion = (criterion: Criterion): string =>
  criterion === 'long-term-condition-or-carer' ? 'conditions' : 'bornOn'

/** What was typed, with what the line of a clinical system says in its fields; to be checked by eye. */
export function withLine(typed: Typed, { found }: ReadLine): Typed {
  const read = found.map(({ field, value }): [string, string] => [
    FIELD_OF_LINE[field].field,
    field === 'bornOn' ? sayDay(value) : value,
  ])
  return { ...typed, ...Object.fromEntries(read) }
}

const addressLines = (typed: Typed): string[] => linesOf(typed.address)
const linesOf = (typed: string | string[] | undefined): string[] =>
  one(typed)
    .split(/\n|,/)
    .map(tidy)
    .filter((line) => line !== '')

const yesOrNo = (value: string) => (value === '' ? undefined : { answer: 'known', value: value === 'yes' })

function toFacts(typed: Typed): Record<string, unknown> {
  const conditions = many(typed.conditions)
  const known = conditions.filter((condition) => condition !== 'carer')
  const language = one(typed.language)
  const facts = {
    telephone: many(typed.reach).includes('no-phone') ? { answer: 'known', value: false } : undefined,
    fixedAddress: withoutAddress(one(typed.noAddressBecause)),
    longTermConditions: known.length > 0 ? { answer: 'known', value: known } : undefined,
    isCarer: conditions.includes('carer') ? { answer: 'known', value: true } : undefined,
    livesAlone: yesOrNo(one(typed.livesAlone)),
    interpreterNeeded: yesOrNo(one(typed.interpreterNeeded)),
    language: language === '' ? undefined : { answer: 'known', value: language },
  }
  return Object.fromEntries(Object.entries(facts).filter(([, answer]) => answer !== undefined))
}

function withoutAddress(because: string) {
  if (because === '') return undefined
  if (because === 'no-fixed-address') return { answer: 'known', value: false }
  return { answer: because === 'would-not-say' ? 'refused' : 'unknown' }
}

/** Who asked the service, and how they are answered: an address is one line each. */
function toOutside(typed: Typed) {
  const by = one(typed.answerBy)
  const to = one(typed.answerTo)
  const text = (field: string) => one(typed[field]) || undefined
  return {
    source: text('source'),
    outsideReferrer: {
      name: text('outsideName'),
      role: text('outsideRole'),
      organisation: text('outsideOrganisation'),
      answer: { by, to: by === 'letter' ? linesOf(typed.answerTo) : by === 'phone' ? readPhone(to) : to },
      mayKnowMore: one(typed.mayKnowMore) === 'yes',
    },
  }
}

function toReferral(typed: Typed, bornOn: Day | undefined) {
  const phone = one(typed.phone)
  const lines = addressLines(typed)
  const text = (field: string) => one(typed[field]) || undefined
  return {
    person: {
      ...(one(typed.nhsNumber) === ''
        ? { noNhsNumberBecause: text('noNhsNumberBecause') }
        : { nhsNumber: readDigits(one(typed.nhsNumber)) }),
      givenName: one(typed.givenName),
      familyName: one(typed.familyName),
      preferredName: text('preferredName'),
      bornOn: bornOn ?? '',
      address: lines.length === 0 ? undefined : { lines, postcode: one(typed.postcode) },
      phones: phone === '' ? [] : [{ number: readPhone(phone), label: 'home' }],
      email: text('email'),
      safeContact: {
        channels: many(typed.reach).filter((way) => way !== 'no-phone'),
        voicemail: one(typed.voicemail) === 'yes',
        times: text('times'),
      },
      facts: toFacts(typed),
    },
    practiceId: text('practiceId'),
    needs: many(typed.needs),
    reason: text('reason'),
    whatMatters: text('whatMatters'),
    urgency: text('urgency'),
    homeVisitRisk: text('homeVisitRisk'),
    homeVisitRiskNote: text('homeVisitRiskNote'),
    onBehalfOf: text('onBehalfOf'),
    consent: { answer: 'given', how: one(typed.consent) },
    readBackOf: text('readBackOf'),
    secondBecause: text('secondBecause'),
  }
}
