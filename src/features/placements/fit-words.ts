import {
  ACCESS_FEATURES,
  type ActivityBody,
  type Reason,
  sayAges,
  sayCost,
  sayDistance,
  toListingRow,
  type Verdict,
} from '../activities/public.ts'
import type { FittingBody } from './fit-contract.ts'

const VERDICTS: Record<Verdict, { text: string; colour: string }> = {
  fits: { text: 'Fits', colour: 'green' },
  'may-fit': { text: 'May fit', colour: 'yellow' },
  'does-not-fit': { text: 'Does not fit', colour: 'grey' },
}

type Saying = (activity: FittingBody) => string
const SAID: Record<Reason['about'], Partial<Record<Reason['says'], Saying>>> = {
  open: { never: ({ closedBecause }) => `Closed for now${closedBecause === null ? '' : `: ${closedBecause}`}` },
  listed: { never: () => 'Hidden: ring the group, and ask whether it is still held' },
  need: {
    yes: ({ categoryLabel }) => `${categoryLabel}: for what they need`,
    no: ({ categoryLabel }) => `${categoryLabel}: not what was asked for`,
  },
  age: { yes: () => 'For their age', never: (activity) => `For another age: ${sayAges(activity)}` },
  area: {
    yes: () => 'Serves where they live',
    no: ({ areas }) => `Serves ${areas.join(', ')}: ask whether they take somebody from elsewhere`,
    ask: ({ areas }) => `Serves ${areas.join(', ')}: ask whether they live there`,
  },
  distance: {
    yes: ({ metres, locationKind }) =>
      locationKind === 'venue' && metres !== null ? sayDistance(metres) : AT[locationKind],
    no: ({ metres }) => `Further than they travel: ${sayDistance(metres ?? 0)}`,
    ask: () => 'How far is not known',
  },
  access: {
    yes: () => 'Has what they need there',
    ask: ({ access }) =>
      `Ask about access: it says ${access.map((code) => ACCESS_FEATURES[code].toLowerCase()).join(', ') || 'nothing'}`,
  },
  language: { yes: () => 'Their language is spoken', ask: () => 'Ask whether their language is spoken' },
  time: {
    yes: () => 'When they can',
    no: ({ when }) => `Not when they can: ${when}`,
    ask: () => 'Ask when it is held',
  },
  cost: { yes: sayCost, no: (activity) => `Costs more: ${sayCost(activity)}`, ask: () => 'Ask what it costs' },
  room: {
    yes: ({ placesLeft }) => (placesLeft === 1 ? 'One place is free' : `${placesLeft} places are free`),
    no: () => 'No place is free',
    ask: () => 'Talk with the group first',
  },
}
const AT: Record<ActivityBody['locationKind'], string> = {
  venue: 'At a place',
  home: 'Comes to them',
  online: 'Online',
  telephone: 'By telephone',
}

/** What speaks for it, and what against it or is to be asked. */
const sayFit = (activity: FittingBody) => {
  const lines = activity.reasons.map(({ about, says }) => ({ says, text: SAID[about][says]?.(activity) }))
  const those = (wanted: (says: Reason['says']) => boolean) =>
    lines.flatMap(({ says, text }) => (text !== undefined && wanted(says) ? [text] : []))
  return {
    tag: VERDICTS[activity.verdict],
    speaksFor: those((says) => says === 'yes'),
    speaksAgainst: those((says) => says !== 'yes'),
  }
}

/** One line of what was found for a person. */
export const toFittingRow = (activity: FittingBody, path: string) => ({
  ...toListingRow(activity, `/directory/${activity.id}`),
  whoFor: activity.whoFor,
  ...sayFit(activity),
  offer: canOffer(activity) ? `${path}/new/${activity.id}` : undefined,
  wait: canWait(activity) ? `${path}/new/${activity.id}` : undefined,
})

const canOffer = ({ status, placesMode, placesLeft, verdict }: FittingBody): boolean =>
  verdict !== 'does-not-fit' && status === 'open' && (placesMode === 'talk-first' || placesLeft > 0)

/** What is closed may be waited for: it opens again. */
const canWait = (activity: FittingBody): boolean =>
  !activity.reasons.some(({ about, says }) => says === 'never' && about !== 'open') &&
  !canOffer(activity) &&
  activity.placesMode === 'counted'
