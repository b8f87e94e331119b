import { plain, readDay, readDigits, readPhone, readYesNo } from '../../../platform/spreadsheets/cells.ts'
import { CONTACT_WAYS, type ContactWay } from '../../contacts/public.ts'
import { normaliseNhsNumber } from '../../people/public.ts'
import { type BroughtState, NewReferralBody } from '../../referrals/public.ts'
import type { Scheme } from '../../schemes/public.ts'
import { noted } from '../columns.ts'
import type { KnownActivity, KnownOrganisation } from '../store.ts'
import { type FirstScores, readFirstScores } from './read-first-scores.ts'
import { type BroughtPlace, readPlaces } from './read-places.ts'
import type { Reading } from './read-row.ts'

export type Lookups = {
  scheme: Scheme
  today: string
  organisations: readonly KnownOrganisation[]
  advisors: readonly { id: string; name: string }[]
  activities: readonly KnownActivity[]
  /** Memberships by the addresses that the file names. */
  byEmail: ReadonlyMap<string, readonly string[]>
}
export type CaseloadRow = {
  referral: NewReferralBody
  state: BroughtState
  ownerId: string | undefined
  nextOn: string | undefined
  /** What was really done last, when the file says how and by whom. */
  lastContact: { on: string; way: ContactWay; workerId: string } | undefined
  places: readonly BroughtPlace[]
  firstScores: FirstScores
  note: string | null
}

/** Reads a row of a caseload by the rules that everybody's referrals keep. Undefined: something is wrong with it. */
export function readCaseloadRow(reading: Reading, lookups: Lookups): CaseloadRow | undefined {
  const { cell, error, warn } = reading
  const { today } = lookups
  const pastDay = (field: string, words: string): string | undefined => {
    if (cell(field) === '') return undefined
    const day = readDay(cell(field), today)
    if (day === undefined) return error(field, `Enter ${words} as day/month/year`)
    return day > today ? error(field, `Enter ${words} that is not in the future`) : day
  }
  const needed = <Value>(field: string, value: Value | undefined, message: string): Value | undefined =>
    value === undefined && cell(field) === '' ? error(field, message) : value

  const bornOn = needed('bornOn', pastDay('bornOn', 'the date of birth'), 'Enter the date of birth')
  const referredOn = needed('referredOn', pastDay('referredOn', 'the day of referral'), 'Enter the day of referral')
  const lastContactOn = pastDay('lastContactOn', 'the day of the last contact')
  if (referredOn !== undefined && bornOn !== undefined && referredOn < bornOn)
    error('referredOn', 'Enter a day of referral after the date of birth')
  if (referredOn !== undefined && lastContactOn !== undefined && lastContactOn < referredOn)
    error('lastContactOn', 'Enter a last contact on or after the day of referral')
  const reached = readMilestones(reading, pastDay, referredOn)
  const nextOn = cell('nextOn') === '' ? undefined : readDay(cell('nextOn'), today)
  if (cell('nextOn') !== '' && nextOn === undefined) error('nextOn', 'Enter the day of the next step as day/month/year')
  if (nextOn !== undefined && nextOn < today) warn('nextOn', 'The day has passed: the next step is due anew from today')

  const practiceId = findPractice(reading, lookups)
  const ownerId = findOwner(reading, lookups)
  const stage = findStage(reading, ownerId !== undefined, reached)
  const lastContact = readLastContact(reading, { on: lastContactOn, stage, workerId: ownerId })
  const places = readPlaces(reading, { activities: lookups.activities, today, referredOn })
  const firstScores = readFirstScores(reading, { on: pastDay('scoresOn', 'the day of the scores'), ownerId })
  const consent = readConsent(reading, today)
  const number = cell('nhsNumber') === '' ? undefined : readDigits(cell('nhsNumber'))
  const because = cell('noNhsNumberBecause') === '' ? undefined : findReason(cell('noNhsNumberBecause'))
  if (number === undefined && because === undefined)
    error('nhsNumber', 'Enter the NHS number, or say in the next column why there is none')
  if (number !== undefined && normaliseNhsNumber(number) === undefined)
    error('nhsNumber', 'Check the NHS number: its ten digits do not fit together')

  const parsed = NewReferralBody.safeParse({
    person: {
      ...(number === undefined ? { noNhsNumberBecause: because } : { nhsNumber: number }),
      givenName: cell('givenName'),
      familyName: cell('familyName'),
      bornOn: bornOn ?? '1900-01-01',
      address: cell('postcode') === '' && cell('address') === '' ? undefined : readAddress(reading),
      phones: [
        ...(cell('phone') === '' ? [] : [{ number: readPhone(cell('phone')), label: 'home' }]),
        ...(cell('mobile') === '' ? [] : [{ number: readPhone(cell('mobile')), label: 'mobile' }]),
      ],
      safeContact: readSafeContact(reading),
    },
    practiceId,
    needs: readNeeds(reading, lookups.scheme),
    reason: cell('reason'),
    consent,
    submit: true,
  })
  for (const issue of parsed.error?.issues ?? []) error(fieldOf(issue.path), issue.message)
  if (!parsed.success || practiceId === undefined || referredOn === undefined || stage === undefined) return undefined
  return {
    referral: parsed.data,
    state: { stage, referredOn, lastContactOn, ...reached },
    ownerId,
    nextOn,
    lastContact,
    places,
    firstScores,
    note: writeNote(reading, lastContact === undefined ? lastContactOn : undefined),
  }
}

/** The field of the file in which a fault of the body stands. */
function fieldOf(path: readonly PropertyKey[]): string {
  const [first, second, third, fourth] = path.map(String)
  if (first !== 'person') return first ?? 'reason'
  if (second === 'address') return third === 'postcode' ? 'postcode' : 'address'
  if (second === 'phones') return third === '1' && fourth === 'number' ? 'mobile' : 'phone'
  return second ?? 'familyName'
}

function findPractice({ cell, error }: Reading, { organisations }: Lookups): string | undefined {
  const word = plain(cell('practice'))
  if (word === '') return error('practice', 'Enter the practice: its ODS code or its name')
  const found = organisations.filter(
    ({ kinds, odsCode, name }) => kinds.includes('practice') && (plain(odsCode ?? '') === word || plain(name) === word),
  )
  if (found.length > 1) return error('practice', 'Two practices have this name: enter the ODS code')
  return found[0]?.id ?? error('practice', 'Choose a practice of the scheme, by ODS code or by its whole name')
}

function findOwner({ cell, error, warn }: Reading, { advisors, byEmail }: Lookups): string | undefined {
  const word = plain(cell('owner'))
  if (word === '') return warn('owner', 'Nobody is named: the episode waits to be given to an advisor')
  const ids = byEmail.get(cell('owner').toLowerCase()) ?? []
  const found = advisors.filter(({ id, name }) => ids.includes(id) || plain(name) === word)
  if (found.length > 1) return error('owner', 'Two advisors have this name: enter the email address of the one')
  return (
    found[0]?.id ??
    error('owner', 'Choose an advisor of the service by their whole name or email address, or leave it empty')
  )
}

const STAGE_WORDS: Record<string, BroughtState['stage']> = {
  toallocate: 'to-allocate',
  waiting: 'to-allocate',
  new: 'to-allocate',
  tocontact: 'to-contact',
  allocated: 'to-contact',
  toassess: 'to-assess',
  contacted: 'to-assess',
  toplan: 'to-plan',
  assessed: 'to-plan',
  active: 'active',
  open: 'active',
  reviewdue: 'review-due',
  review: 'review-due',
  toclose: 'to-close',
}

type Reached = Pick<BroughtState, 'firstContactOn' | 'assessedOn' | 'planAgreedOn'>

/** The days on which what is behind the person was reached, each on or after the one before. */
function readMilestones(
  { error }: Reading,
  pastDay: (field: string, words: string) => string | undefined,
  referredOn: string | undefined,
): Reached {
  const firstContactOn = pastDay('firstContactOn', 'the day of the first contact')
  const assessedOn = pastDay('assessedOn', 'the day of the assessment')
  const planAgreedOn = pastDay('planAgreedOn', 'the day on which the plan was agreed')
  const inOrder = (field: string, day: string | undefined, earlier: (string | undefined)[]) => {
    if (day !== undefined && earlier.some((other) => other !== undefined && other > day))
      error(field, 'Enter a day that is not before the steps that come before it')
  }
  inOrder('firstContactOn', firstContactOn, [referredOn])
  inOrder('assessedOn', assessedOn, [referredOn, firstContactOn])
  inOrder('planAgreedOn', planAgreedOn, [referredOn, firstContactOn, assessedOn])
  return { firstContactOn, assessedOn, planAgreedOn }
}

/** Without a word for it, the stage is what the days say. */
function stageOf({ firstContactOn, assessedOn, planAgreedOn }: Reached): BroughtState['stage'] {
  if (planAgreedOn !== undefined) return 'active'
  if (assessedOn !== undefined) return 'to-plan'
  return firstContactOn === undefined ? 'to-contact' : 'to-assess'
}

const WAY_WORDS: Record<string, ContactWay> = {
  ...Object.fromEntries(CONTACT_WAYS.map((way) => [plain(way), way])),
  visit: 'home-visit',
  home: 'home-visit',
  phone: 'telephone',
  call: 'telephone',
  phonecall: 'telephone',
  surgery: 'practice-visit',
  videocall: 'video',
}

/** A contact is never made up: one that the file does not say enough about stays a note. */
function readLastContact(
  { cell, error, warn }: Reading,
  {
    on,
    stage,
    workerId,
  }: { on: string | undefined; stage: BroughtState['stage'] | undefined; workerId: string | undefined },
): CaseloadRow['lastContact'] {
  if (cell('lastContactWay') === '') return undefined
  const way = WAY_WORDS[plain(cell('lastContactWay'))]
  if (way === undefined) return error('lastContactWay', `Choose one of: ${CONTACT_WAYS.join(', ')}`)
  if (on === undefined) return error('lastContactOn', 'Enter the day of the last contact')
  if (workerId === undefined || stage === undefined || stage === 'to-allocate' || stage === 'to-contact')
    return warn('lastContactWay', 'Kept as a note: a contact needs its advisor, and a stage after the first contact')
  return { on, way, workerId }
}

function findStage({ cell, error }: Reading, hasOwner: boolean, reached: Reached): BroughtState['stage'] | undefined {
  const word = plain(cell('stage'))
  if (word === '') return hasOwner ? stageOf(reached) : 'to-allocate'
  return (
    STAGE_WORDS[word] ??
    error('stage', 'Choose a stage: to-allocate, to-contact, to-assess, to-plan, active, review-due or to-close')
  )
}

/** A yes needs its day; a no is not brought in; nothing is a task, never an invention. */
function readConsent({ cell, error, warn }: Reading, today: string): NewReferralBody['consent'] | undefined {
  if (cell('consent') === '') return warn('consent', 'No answer is known: the advisor is asked to ask for it')
  const answer = readYesNo(cell('consent'))
  if (answer === undefined) return error('consent', 'Enter yes or no, or leave it empty to have it asked')
  if (!answer) return error('consent', 'The person said no: leave the row out')
  const on = readDay(cell('consentOn'), today)
  if (on === undefined || on > today)
    return error('consentOn', 'Enter the day on which the person agreed, as day/month/year')
  return { answer: 'given', how: cell('consentPlace') === '' ? 'in-person' : 'on-paper', on }
}

function readAddress({ cell }: Reading): { lines: string[]; postcode: string } {
  const lines = cell('address')
    .split(/[,\n]/)
    .map((line) => line.trim())
    .filter((line) => line !== '')
  return { lines, postcode: cell('postcode') }
}

const REASONS = [
  ['notregistered', 'not-registered'],
  ['nottohand', 'number-not-to-hand'],
  ['numbernottohand', 'number-not-to-hand'],
  ['unknown', 'number-not-to-hand'],
  ['fromanothercountry', 'from-another-country'],
  ['wouldnotsay', 'person-would-not-say'],
  ['personwouldnotsay', 'person-would-not-say'],
] as const
const findReason = (text: string) => REASONS.find(([word]) => word === plain(text))?.[1]

/** How to reach somebody without harm is a rule of its own: what was written stands with it, and no voicemail is left. */
function readSafeContact({ cell }: Reading) {
  const [note, voicemail] = [cell('safeContact'), readYesNo(cell('voicemail'))]
  if (note === '' && voicemail === undefined) return undefined
  return { channels: ['phone'], voicemail: voicemail === true, ...(note === '' ? {} : { note: note.slice(0, 500) }) }
}

function readNeeds({ cell, error }: Reading, { lists }: Scheme): string[] {
  const words = cell('needs')
    .split(/[;,|\n]/)
    .map(plain)
    .filter((word) => word !== '')
  if (words.length === 0) error('needs', 'Choose at least one need of the list')
  const inUse = lists.need.filter(({ retiredOn }) => retiredOn === null)
  const codes = words.map(
    (word) => inUse.find(({ code, label }) => plain(code) === word || plain(label) === word)?.code,
  )
  if (codes.includes(undefined)) error('needs', 'Choose needs of the list, with ; between')
  return [...new Set(codes.flatMap((code) => (code === undefined ? [] : [code])))]
}

/** What the earlier record said, as it said it: also of what became a place or a score. */
function writeNote({ cell }: Reading, lastContactOn: string | undefined): string | null {
  const lines = noted().flatMap(({ field, heading }) => (cell(field) === '' ? [] : [`${heading}: ${cell(field)}`]))
  const all = [...(lastContactOn === undefined ? [] : [`Last contact: ${lastContactOn}`]), ...lines]
  return all.length === 0 ? null : all.join('\n').slice(0, 2_000)
}
