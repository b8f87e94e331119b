import { ageOn, type Day } from '../../platform/clock.ts'

/** What an activity says of whom it takes, and what is so of the person. */
export type OfferFacts = {
  activity: {
    status: 'open' | 'closed'
    closedBecause: string | null
    hiddenAt: Date | null
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

export const MISFIT_CODES = ['closed', 'hidden', 'too-young', 'too-old', 'out-of-area', 'not-signed'] as const
type MisfitCode = (typeof MISFIT_CODES)[number]
/** What stands in the way of an offer, or is to be known before it. `isRefused`: no offer can be made. */
export type Misfit = { code: MisfitCode; words: string; isRefused: boolean }

/** What somebody is shown before they write anything, and what an offer is refused for: the same rule. */
export function misfitsOf({ activity, bornOn, area, isSigned, today }: OfferFacts): Misfit[] {
  const age = ageOn(bornOn, today)
  const { status, closedBecause, hiddenAt, minimumAge, maximumAge, areas } = activity
  const found: (Misfit | false)[] = [
    status === 'closed' && {
      code: 'closed',
      words: `The activity is closed for now${closedBecause === null ? '' : `: ${closedBecause}`}`,
      isRefused: true,
    },
    hiddenAt !== null && {
      code: 'hidden',
      words:
        'Nobody has confirmed for long that this activity is still so: ring the group, and have it confirmed first',
      isRefused: true,
    },
    minimumAge !== null &&
      age < minimumAge && { code: 'too-young', words: `It is for people of ${minimumAge} or older`, isRefused: true },
    maximumAge !== null &&
      age > maximumAge && { code: 'too-old', words: `It is for people up to ${maximumAge}`, isRefused: true },
    areas.length > 0 &&
      (area === null || !areas.includes(area)) && {
        code: 'out-of-area',
        words: `It serves ${areas.join(', ')}${area === null ? '' : `, and the person lives in ${area}`}: ask the group first`,
        isRefused: false,
      },
    !isSigned && {
      code: 'not-signed',
      words: 'The group has not signed the sharing agreement: after its yes it is not told who comes until it has',
      isRefused: false,
    },
  ]
  return found.filter((one) => one !== false)
}
