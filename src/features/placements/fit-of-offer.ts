import { ageOn, type Day } from '../../platform/clock.ts'
import { type Barrier, barriersOf } from '../activities/public.ts'

/** What an activity says of whom it takes, and what is so of the person. */
export type OfferFacts = {
  activity: {
    status: 'open' | 'closed'
    closedBecause: string | null
    hiddenAt: Date | null
    feedId: string | null
    minimumAge: number | null
    maximumAge: number | null
    areas: readonly string[]
  }
  bornOn: Day
  /** District of their postcode; null when it is not known, or not to be said. */
  area: string | null
  /** Whether the group signed what it does with names, where the scheme asks for it. */
  isSigned: boolean
  today: Day
}

/** What stands in the way of an offer, or is to be known before it. `isRefused`: no offer can be made. */
export type Misfit = { about: Barrier['about'] | 'agreement'; words: string; isRefused: boolean }

/** What somebody is shown before they write anything, and what an offer is refused for: the rule by which a search says what fits. */
export function misfitsOf({ isSigned, ...facts }: OfferFacts): Misfit[] {
  const age = ageOn(facts.bornOn, facts.today)
  const barriers = barriersOf({ age, district: facts.area }, facts.activity).map(({ about, says }): Misfit => {
    return { about, words: WORDS[about](facts, age), isRefused: says === 'never' }
  })
  return isSigned ? barriers : [...barriers, NOT_SIGNED]
}

const NOT_SIGNED: Misfit = {
  about: 'agreement',
  words: 'The group has not signed the sharing agreement: after its yes it is not told who comes until it has',
  isRefused: false,
}

const WORDS: Record<Barrier['about'], (facts: Omit<OfferFacts, 'isSigned'>, age: number) => string> = {
  open: ({ activity: { closedBecause } }) =>
    `The activity is closed for now${closedBecause === null ? '' : `: ${closedBecause}`}`,
  listed: ({ activity: { feedId } }) =>
    feedId === null
      ? 'Nobody has confirmed for long that this activity is still so: ring the group, and have it confirmed first'
      : 'It is no longer listed where it came from: ring the group, and ask whether it is still held',
  age: ({ activity: { minimumAge, maximumAge } }, age) =>
    minimumAge !== null && age < minimumAge
      ? `It is for people of ${minimumAge} or older`
      : `It is for people up to ${maximumAge}`,
  area: ({ activity: { areas }, area }) =>
    `It serves ${areas.join(', ')}${area === null ? '' : `, and the person lives in ${area}`}: ask the group first`,
}
