import type { AccessFeature, LocationKind } from './kinds.ts'
import type { PartOfWeek } from './recurrence.ts'

/** What is known of somebody for whom an activity is looked for. What is not known is not asked. */
export type Seeker = {
  /** Codes of the scheme's list `need`. */
  needs: readonly string[]
  age: number
  /** District of the postcode. */
  district: string | null
  access: readonly AccessFeature[]
  /** Another language than English, when they need it spoken. */
  language: string | null
  /** When in the week they can; none: whenever. */
  times: readonly PartOfWeek[]
  mostPence: number | null
  /** What they travel at most; null: nobody said. */
  mostMetres: number | null
}

/** What of a listing is compared. */
export type Fitted = {
  category: string
  minimumAge: number | null
  maximumAge: number | null
  areas: readonly string[]
  access: readonly AccessFeature[]
  languages: readonly string[]
  held: readonly PartOfWeek[]
  costPence: number | null
  locationKind: LocationKind
  metres: number | null
  placesLeft: number
  placesMode: 'counted' | 'talk-first'
  status: 'open' | 'closed'
  hiddenAt: Date | null
}

/**
 * Why an activity fits or does not. `yes` speaks for it, `no` against it; `never` is against it whatever else is true;
 * `ask` is what nobody has said, and the group can.
 */
export type Reason = {
  about: 'open' | 'listed' | 'need' | 'age' | 'area' | 'distance' | 'access' | 'language' | 'time' | 'cost' | 'room'
  says: 'yes' | 'no' | 'never' | 'ask'
}
/** A reason that speaks against an offer to this person as much as against finding it for them. */
export type Barrier = { about: 'open' | 'listed' | 'age' | 'area'; says: Exclude<Reason['says'], 'yes'> }
type Met = { about: 'age' | 'area'; says: 'yes' }
export type Verdict = 'fits' | 'may-fit' | 'does-not-fit'

/**
 * Which kinds of activity serve which need: for the codes that a scheme in England begins with. Need and kind of one code
 * belong together in any scheme.
 */
export const SERVES: Readonly<Record<string, readonly string[]>> = {
  loneliness: ['befriending', 'community-hub', 'arts-and-crafts', 'physical-activity'],
  money: ['benefits-advice'],
  housing: ['benefits-advice', 'advocacy'],
  caring: ['carers-respite'],
  'physical-activity': ['physical-activity'],
  'self-management': ['self-management', 'physical-activity'],
  'mental-wellbeing': ['arts-and-crafts', 'physical-activity', 'befriending', 'self-management'],
  bereavement: ['bereavement-support', 'befriending'],
  memory: ['dementia-support', 'carers-respite'],
  sensory: ['sensory-service'],
  food: ['community-hub', 'benefits-advice'],
  'alcohol-drugs': ['alcohol-and-drugs'],
  'domestic-abuse': ['domestic-abuse-support'],
  legal: ['advocacy', 'benefits-advice'],
  immigration: ['advocacy'],
  transport: ['community-transport', 'community-hub', 'befriending'],
  digital: ['digital-skills', 'self-management', 'community-hub'],
  'work-learning': ['volunteering', 'digital-skills', 'community-hub', 'arts-and-crafts'],
  parenting: ['community-hub'],
}

/** The kinds of activity that serve these needs. */
export const kindsFor = (needs: readonly string[]): string[] => [
  ...new Set(needs.flatMap((need) => [...(SERVES[need] ?? []), need])),
]

/** Every reason, in the order in which people ask. */
export function fitOf(seeker: Seeker, activity: Fitted): { verdict: Verdict; reasons: Reason[] } {
  const reasons = [
    ofOpen(activity),
    ofListed(activity),
    ofNeed(seeker, activity),
    ofAge(seeker, activity),
    ofArea(seeker, activity),
    ofDistance(seeker, activity),
    ofAccess(seeker, activity),
    ofLanguage(seeker, activity),
    ofTime(seeker, activity),
    ofCost(seeker, activity),
    ofRoom(activity),
  ].filter((reason) => reason !== undefined)
  const says = new Set(reasons.map((reason) => reason.says))
  return {
    verdict: says.has('never') ? 'does-not-fit' : says.has('no') || says.has('ask') ? 'may-fit' : 'fits',
    reasons,
  }
}

/**
 * What stands in the way of an offer, or is to be asked before it; the same rule says what a search shows. Outside its area a group may
 * still take somebody: it is asked. What is closed, or what nobody says is still so, takes nobody for now.
 */
export const barriersOf = (
  seeker: Pick<Seeker, 'age' | 'district'>,
  activity: Pick<Fitted, 'minimumAge' | 'maximumAge' | 'areas' | 'status' | 'hiddenAt'>,
): Barrier[] =>
  [ofOpen(activity), ofListed(activity), ofAge(seeker, activity), ofArea(seeker, activity)].filter(
    (reason) => reason !== undefined && reason.says !== 'yes',
  )

const ofOpen = ({ status }: Pick<Fitted, 'status'>): Barrier | undefined =>
  status === 'closed' ? { about: 'open', says: 'never' } : undefined

const ofListed = ({ hiddenAt }: Pick<Fitted, 'hiddenAt'>): Barrier | undefined =>
  hiddenAt === null ? undefined : { about: 'listed', says: 'never' }

type Asked = (seeker: Seeker, activity: Fitted) => Reason | undefined

const ofNeed: Asked = ({ needs }, { category }) =>
  needs.length === 0 ? undefined : { about: 'need', says: kindsFor(needs).includes(category) ? 'yes' : 'no' }

const ofAge = (
  { age }: Pick<Seeker, 'age'>,
  { minimumAge, maximumAge }: Pick<Fitted, 'minimumAge' | 'maximumAge'>,
): Barrier | Met | undefined =>
  minimumAge === null && maximumAge === null
    ? undefined
    : { about: 'age', says: age >= (minimumAge ?? 0) && age <= (maximumAge ?? age) ? 'yes' : 'never' }

const ofArea = ({ district }: Pick<Seeker, 'district'>, { areas }: Pick<Fitted, 'areas'>): Barrier | Met | undefined =>
  areas.length === 0
    ? undefined
    : { about: 'area', says: district === null ? 'ask' : areas.includes(district) ? 'yes' : 'no' }

const ofDistance: Asked = ({ mostMetres }, { locationKind, metres }) => {
  if (locationKind !== 'venue') return { about: 'distance', says: 'yes' }
  if (metres === null) return { about: 'distance', says: 'ask' }
  return { about: 'distance', says: mostMetres === null || metres <= mostMetres ? 'yes' : 'no' }
}

/** What is said is there is there; what is not said may be there: the group is asked. */
const ofAccess: Asked = ({ access }, { access: there, locationKind }) => {
  if (access.length === 0 || locationKind === 'home') return undefined
  return { about: 'access', says: access.every((need) => there.includes(need)) ? 'yes' : 'ask' }
}

const ofLanguage: Asked = ({ language }, { languages }) =>
  language === null ? undefined : { about: 'language', says: languages.includes(language) ? 'yes' : 'ask' }

const ofTime: Asked = ({ times }, { held }) => {
  if (times.length === 0) return undefined
  if (held.length === 0) return { about: 'time', says: 'ask' }
  return { about: 'time', says: held.some((part) => times.includes(part)) ? 'yes' : 'no' }
}

const ofCost: Asked = ({ mostPence }, { costPence }) => {
  if (mostPence === null) return undefined
  if (costPence === null) return { about: 'cost', says: 'ask' }
  return { about: 'cost', says: costPence <= mostPence ? 'yes' : 'no' }
}

const ofRoom = ({ status, placesMode, placesLeft }: Fitted): Reason | undefined => {
  if (status === 'closed') return undefined
  if (placesMode === 'talk-first') return { about: 'room', says: 'ask' }
  return { about: 'room', says: placesLeft > 0 ? 'yes' : 'no' }
}
