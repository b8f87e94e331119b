import type { z } from 'zod'
import { type Day, todayInEngland } from '../../platform/clock.ts'
import { sayPounds } from '../../platform/money.ts'
import { sayLongDay, sayNearDay, sayShortDay } from '../../platform/web/words.ts'
import { LANGUAGES } from '../people/public.ts'
import type { ActivityBodyOf } from './contract.ts'
import type { ActivityRecordBodyOf, EditsBody, SuggestionsBody } from './keeping-contract.ts'
import { ACCESS_FEATURES } from './kinds.ts'
import { nextDates } from './recurrence.ts'
import type { Session } from './sessions.ts'

export const WHERE: Record<ActivityBodyOf['locationKind'], string> = {
  venue: 'At a place people come to',
  home: 'At the person’s home',
  online: 'Online',
  telephone: 'By telephone',
}

/** How far, as people say it: the last hundred metres do not matter. */
export const sayDistance = (metres: number): string =>
  metres < 1_000
    ? `${Math.max(100, Math.round(metres / 100) * 100)} metres away`
    : `${(metres / 1_000).toFixed(1)} km away`

export const sayCost = ({ costPence, costNote }: Pick<ActivityBodyOf, 'costPence' | 'costNote'>): string => {
  const cost = costPence === null ? undefined : costPence === 0 ? 'Free' : `${sayPounds(costPence)} a time`
  return [cost, costNote].filter((part) => part !== undefined && part !== null).join('. ') || 'Cost not said'
}

export const sayAges = ({
  minimumAge,
  maximumAge,
}: Pick<ActivityBodyOf, 'minimumAge' | 'maximumAge'>): string | undefined =>
  minimumAge === null && maximumAge === null
    ? undefined
    : maximumAge === null
      ? `${minimumAge} and over`
      : minimumAge === null
        ? `Up to ${maximumAge}`
        : `${minimumAge} to ${maximumAge}`

export const sayPlaces = ({
  status,
  placesMode,
  placesLeft,
  capacity,
  capacityLevel,
  closedBecause,
  reopensOn,
}: ActivityBodyOf): string => {
  if (status === 'closed')
    return [
      `Closed for now${closedBecause === null ? '' : `: ${closedBecause}`}`,
      reopensOn === null ? undefined : `Opens again on ${sayShortDay(reopensOn)}`,
    ]
      .filter((part) => part !== undefined)
      .join('. ')
  if (placesMode === 'talk-first') return 'Talk with the group before a place is offered'
  if (capacityLevel === 'session') return `${capacity} places at each session`
  if (capacityLevel === 'cohort') return `${capacity} places in each run`
  return placesLeft === 0 ? `No place is free of ${capacity}` : `${placesLeft} of ${capacity} places free`
}

/** For everybody: who counts the places that are taken counts people. */
export const sayRoom = (activity: ActivityBodyOf): string =>
  activity.status === 'open' && activity.placesMode === 'counted' && activity.capacityLevel === 'activity'
    ? activity.placesLeft > 0
      ? 'There is room'
      : 'No place is free now'
    : sayPlaces(activity)

const sayLanguages = (codes: readonly string[]): string =>
  codes.map((code) => LANGUAGES.find((language) => language.code === code)?.label ?? code).join(', ')

/** One line of a list of what was found. */
export const toListingRow = (activity: ActivityBodyOf, href: string, { isPublic = false } = {}) => ({
  name: activity.name,
  href,
  provider: activity.provider.name,
  kind: activity.categoryLabel,
  description: activity.description,
  when: activity.when,
  where:
    activity.postcode === null ? WHERE[activity.locationKind] : `${activity.address ?? ''} ${activity.postcode}`.trim(),
  far: activity.metres === null || activity.locationKind !== 'venue' ? undefined : sayDistance(activity.metres),
  cost: sayCost(activity),
  places:
    activity.entry === 'open-door' && activity.status === 'open'
      ? 'The door is open: just come'
      : isPublic
        ? sayRoom(activity)
        : isPublic
          ? sayRoom(activity)
          : sayPlaces(activity),
  access: activity.access.map((code) => ACCESS_FEATURES[code]).join(', '),
  isClosed: activity.status === 'closed',
  isHidden: activity.isHidden,
})

/** Everything a listing says, as lines of a summary; what nobody said is left out. */
export function toListingLines(activity: ActivityBodyOf, places: string) {
  const lines = [
    { key: 'What people do', value: activity.description },
    { key: 'When', value: activity.when },
    { key: 'Who it is for', value: activity.whoFor },
    { key: 'Ages', value: sayAges(activity) },
    { key: 'Who it is not for', value: activity.whoNotFor },
    { key: 'What it costs', value: sayCost(activity) },
    {
      key: 'Where',
      value: [WHERE[activity.locationKind], activity.address, activity.postcode].filter(Boolean).join(', '),
    },
    { key: 'Getting there and back', value: activity.gettingThere },
    { key: 'The first time', value: activity.firstTime },
    { key: 'Access', value: activity.access.map((code) => ACCESS_FEATURES[code]).join(', ') },
    { key: 'Languages beside English', value: sayLanguages(activity.languages) },
    { key: 'Areas it serves', value: activity.areas.join(', ') },
    {
      key: 'How to come',
      value:
        activity.entry === 'open-door' ? 'Without a referral: the door is open' : 'By a referral: ask your GP practice',
    },
    { key: 'Places', value: places },
    { key: 'From', value: activity.source },
  ]
  return lines.flatMap(({ key, value }) =>
    value === undefined || value === null || value === '' ? [] : [{ key, value }],
  )
}

/** Ways to reach the group, each as a link. */
export const toContactLinks = ({ phone, email, website }: ActivityBodyOf) => [
  ...(phone === null ? [] : [{ text: phone, href: `tel:${phone.replace(/[^+0-9]/g, '')}` }]),
  ...(email === null ? [] : [{ text: email, href: `mailto:${email}` }]),
  ...(website === null ? [] : [{ text: website, href: website }]),
]

export const sayConfirmed = ({ confirmedOn }: ActivityBodyOf, today: Day): string =>
  confirmedOn === null ? 'Nobody has confirmed this yet' : `Confirmed ${sayNearDay(confirmedOn, today)}`

/** When one session is held: Tuesday 3 March 2026, 10:00 to 12:00. */
export const sayHeld = ({ heldOn, startsAt, endsAt }: Pick<Session, 'heldOn' | 'startsAt' | 'endsAt'>): string =>
  `${sayLongDay(heldOn)}, ${startsAt} to ${endsAt}`

/** What every page of one listing shows, whoever reads it. */
export const listingPageOf = (activity: ActivityBodyOf, today: Day, { isPublic = false } = {}) => ({
  title: activity.name,
  listing: { provider: activity.provider.name },
  lines: toListingLines(activity, isPublic ? sayRoom(activity) : sayPlaces(activity)),
  contact: toContactLinks(activity),
  dates: nextDates(activity.schedule, today).map(({ on, ...times }) => sayHeld({ heldOn: on, ...times })),
  confirmed: sayConfirmed(activity, today),
  source: activity.source,
})

const FIELDS: Record<string, string> = {
  name: 'Name',
  category: 'Kind',
  description: 'What people do',
  whoFor: 'Who it is for',
  whoNotFor: 'Who it is not for',
  minimumAge: 'Youngest age',
  maximumAge: 'Oldest age',
  costPence: 'Cost',
  costNote: 'About the cost',
  gettingThere: 'Getting there and back',
  firstTime: 'The first time',
  phone: 'Telephone',
  email: 'Email',
  website: 'Website',
  address: 'Address',
  postcode: 'Postcode',
  locationKind: 'Where',
  when: 'When',
  schedule: 'Calendar',
  access: 'Access',
  languages: 'Languages',
  areas: 'Areas',
  entry: 'How to come',
}

const sayValue = (field: string, value: unknown): string => {
  if (field === 'costPence' && typeof value === 'number') return value === 0 ? 'free' : sayPounds(value)
  if (field === 'access' && Array.isArray(value))
    return value.map((code) => ACCESS_FEATURES[code as keyof typeof ACCESS_FEATURES] ?? code).join(', ') || 'nothing'
  if (field === 'languages' && Array.isArray(value)) return sayLanguages(value) || 'nothing'
  if (value === null || value === undefined || value === '') return 'nothing'
  if (Array.isArray(value))
    return value.map((item) => (typeof item === 'string' ? item : (item.rule ?? item.startsOn))).join(', ') || 'nothing'
  return String(value)
}

/** What would change, line by line: as it is, and as it would be. */
export const toEditLines = (activity: ActivityBodyOf, patch: Record<string, unknown>) =>
  Object.entries(patch).map(([field, to]) => ({
    what: FIELDS[field] ?? field,
    from: sayValue(field, Object.entries(activity).find(([key]) => key === field)?.[1]),
    to: sayValue(field, to),
  }))

export const toWaiting = (record: ActivityRecordBodyOf) =>
  record.waitingEdit === null
    ? undefined
    : { id: record.waitingEdit.id, lines: toEditLines(record, record.waitingEdit.patch) }

/** What the group reads of the last decision, while nothing new waits. */
export const toDecided = ({ lastDecision, waitingEdit }: ActivityRecordBodyOf): string | undefined => {
  if (lastDecision === null || waitingEdit !== null) return undefined
  const on = sayShortDay(todayInEngland(new Date(lastDecision.decidedAt)))
  return lastDecision.decision === 'approved'
    ? `Your last change was read on ${on} and is live.${lastDecision.why === null ? '' : ` ${lastDecision.why}`}`
    : `Your last change was not taken on ${on}: ${lastDecision.why ?? ''}`
}

type Edit = z.infer<typeof EditsBody>['items'][number]
type Suggested = z.infer<typeof SuggestionsBody>['items'][number]

export const toEditRow = (edit: Edit) => ({
  name: edit.activity.name,
  href: `/directory/${edit.activity.id}`,
  by: `${edit.proposedBy}, ${edit.activity.providerName}`,
  fields: Object.keys(edit.patch)
    .map((field) => FIELDS[field] ?? field)
    .join(', '),
})

export const toSuggestionRow = (suggestion: Suggested) => ({
  id: suggestion.id,
  about:
    suggestion.activity === null
      ? undefined
      : { text: suggestion.activity.name, href: `/directory/${suggestion.activity.id}` },
  words: suggestion.words,
  contact: suggestion.contact,
  on: sayShortDay(todayInEngland(new Date(suggestion.saidAt))),
})
