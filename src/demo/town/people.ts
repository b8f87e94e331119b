import {
  type AccessibleInformationNeed,
  LONG_TERM_CONDITIONS,
  type LongTermCondition,
} from '../../features/people/codes.ts'
import { contactKeys } from '../../features/people/contact-keys.ts'
import { NOT_KNOWN, type PersonFacts } from '../../features/people/facts.ts'
import { nameKey, surnameKey } from '../../features/people/names.ts'
import { makeTestNhsNumber } from '../../features/people/nhs-number.ts'
import type { people } from '../../features/people/tables.ts'
import { unmetCriteria } from '../../features/referrals/eligibility.ts'
import { addDays } from '../../platform/clock.ts'
import { makeAddress } from './organisations.ts'
import type { Random } from './random.ts'
import { BACKGROUNDS, type Background } from './words/names.ts'
import type { World } from './world.ts'

type PersonRow = typeof people.$inferInsert
export type TownPerson = Omit<PersonRow, 'schemeId' | 'id' | 'createdAt' | 'facts'> & {
  facts: PersonFacts
  /** Beside whose kin: their relatives carry the same family name. */
  background: Background
}

/** So many people, each eligible on the day the scheme began, none with the number of another. */
export function makePeople(world: World, count: number): TownPerson[] {
  const random = world.random.fork()
  const numbers = new Set<string>()
  const made: TownPerson[] = []
  while (made.length < count) {
    const person = makePerson(world, random, newNhsNumber(random, numbers))
    if (unmetCriteria(world.settings.criteria, person, world.beganOn).length === 0) made.push(person)
  }
  giveNumbersOfOthers(made)
  return made
}

function newNhsNumber(random: Random, taken: Set<string>): string {
  for (;;) {
    const number = makeTestNhsNumber(random.int(1_000_000))
    if (number === undefined || taken.has(number)) continue
    taken.add(number)
    return number
  }
}

const WITHOUT_NUMBER = 0.02
/** Some were referred with a number that belongs to somebody else: who they are is still to be found out. */
const IN_DOUBT: readonly number[] = [6, 14, 27, 45, 70, 104]

function giveNumbersOfOthers(made: TownPerson[]): void {
  // The last of the list are referred first: the holder is known by then, and the question is a fresh one.
  for (const index of IN_DOUBT) {
    const [holder, person] = [made[index + 1], made[index]]
    if (
      holder?.nhsNumber == null ||
      person === undefined ||
      surnameKey(holder.familyName) === surnameKey(person.familyName)
    )
      continue
    Object.assign(person, { nhsNumber: null, noNhsNumberBecause: null, claimedNhsNumber: holder.nhsNumber })
  }
}

function makePerson({ beganOn }: World, random: Random, nhsNumber: string): TownPerson {
  const background = random.weighted(BACKGROUNDS.map((candidate) => [candidate, candidate.weight]))
  const isWoman = random.chance(0.62)
  const givenName = random.pick(isWoman ? background.women : background.men)
  const familyName = random.pick(background.families)
  const hasNumber = !random.chance(WITHOUT_NUMBER)
  const age = random.weighted<readonly [number, number]>([
    [[76, 97], 55],
    [[60, 75], 27],
    [[40, 59], 13],
    [[19, 39], 5],
  ])
  const bornOn = addDays(beganOn, -365 * random.between(age[0], age[1]) - random.int(365))
  const phones = [
    ...(random.chance(0.75) ? [{ number: `01632 960${random.between(100, 999)}`, label: 'home' }] : []),
    ...(random.chance(0.55) ? [{ number: `07700 900${random.between(100, 999)}`, label: 'mobile' }] : []),
  ]
  const { addressLines, postcode } = makeAddress(random)
  const email = random.chance(0.18)
    ? `${surnameKey(givenName).toLowerCase()}${random.between(30, 79)}@post.example`
    : null
  return {
    background,
    nhsNumber: hasNumber ? nhsNumber : null,
    claimedNhsNumber: null,
    mergedInto: null,
    diedOn: null,
    noNhsNumberBecause: hasNumber
      ? null
      : random.pick(['not-registered', 'number-not-to-hand', 'from-another-country'] as const),
    givenName,
    familyName,
    preferredName: null,
    surnameKey: surnameKey(familyName),
    nameKey: nameKey(givenName, familyName),
    bornOn,
    addressLines,
    postcode,
    addressHidden: false,
    contactKeys: contactKeys({ phones, email, address: { lines: addressLines, postcode } }),
    phones,
    email,
    safeContact: random.chance(0.3)
      ? {
          channels: random.pick([['phone'], ['phone', 'text'], ['letter'], ['phone', 'letter']]),
          voicemail: random.chance(0.6),
          ...(random.chance(0.4) ? { times: random.pick(['Mornings', 'After eleven', 'Not on Fridays']) } : {}),
        }
      : null,
    facts: makeFacts(random, background, isWoman, age[0]),
  }
}

/** Some facts nobody asked about, some the person would not say, some nobody knows. */
function makeFacts(random: Random, background: Background, isWoman: boolean, age: number): PersonFacts {
  const told = <Value>(value: Value, share: number) =>
    random.chance(share)
      ? { answer: 'known' as const, value }
      : {
          answer: random.weighted([
            [NOT_KNOWN[0], 7],
            [NOT_KNOWN[1], 1],
            [NOT_KNOWN[2], 2],
          ]),
        }
  const language = random.weighted(background.languages)
  const conditions = random.some(
    age >= 60 ? LATER_LIFE : LONG_TERM_CONDITIONS.map(({ code }) => code),
    random.between(1, 4),
  )
  const isCarer = random.chance(0.16)
  return {
    sex: told(isWoman ? ('female' as const) : ('male' as const), 0.98),
    gender: told(isWoman ? ('woman' as const) : ('man' as const), 0.6),
    ethnicCategory: told(random.pick(background.ethnic), 0.88),
    language: told(language, 0.9),
    interpreterNeeded: told(language !== 'en' && random.chance(0.6), language === 'en' ? 0.7 : 0.92),
    accessibleInformation: told(random.chance(0.3) ? random.some(INFORMATION_NEEDS, random.between(1, 2)) : [], 0.65),
    longTermConditions: isCarer && random.chance(0.4) ? told([], 0.5) : { answer: 'known', value: conditions },
    riskTier: told(
      random.weighted([
        ['very-high' as const, 2],
        ['high' as const, 5],
        ['medium' as const, 3],
      ]),
      0.8,
    ),
    livesAlone: told(random.chance(age >= 75 ? 0.58 : 0.35), 0.9),
    isCarer: isCarer ? { answer: 'known', value: true } : told(false, 0.7),
    fixedAddress: { answer: 'known', value: true },
    telephone: { answer: 'known', value: true },
  }
}

const LATER_LIFE: readonly LongTermCondition[] = [
  'copd',
  'diabetes',
  'heart-failure',
  'arthritis',
  'frailty',
  'hypertension',
  'coronary-heart-disease',
  'stroke',
  'dementia',
  'atrial-fibrillation',
  'osteoporosis',
  'chronic-kidney-disease',
  'sight-loss',
  'hearing-loss',
  'parkinsons',
  'depression-or-anxiety',
  'chronic-pain',
]
const INFORMATION_NEEDS: readonly AccessibleInformationNeed[] = [
  'large-print',
  'hearing-aid',
  'read-aloud',
  'longer-appointment',
  'easy-read',
  'supporter-present',
  'lip-reads',
  'no-phone-calls',
]
