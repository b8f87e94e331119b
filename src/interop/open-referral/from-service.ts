import { z } from 'zod'
import { ACCESS_FEATURES, type AccessFeature, type LocationKind } from '../../features/activities/kinds.ts'
import { type PartOfWeek, partsOfWeek, type ScheduleLine } from '../../features/activities/recurrence.ts'
import type { Day } from '../../platform/clock.ts'
import { normalisePostcode } from '../../platform/postcode.ts'
import { dayOf, lately, schedulesOf, whenOf } from './from-schedules.ts'
import { cut, optional, Service, words } from './service-shape.ts'
import { stableId } from './stable-ids.ts'

/** What we take of another area's organisation. */
export type ReadOrganisation = { id: string; name: string }
/** What we take of another area's service, as the columns of an activity. */
export type ReadListing = {
  providerId: string
  name: string
  category: string
  description: string
  minimumAge: number | null
  maximumAge: number | null
  costPence: number | null
  costNote: string | null
  languages: string[]
  gettingThere: string | null
  phone: string | null
  email: string | null
  website: string | null
  address: string | null
  locationKind: LocationKind
  postcode: string | null
  when: string
  schedule: ScheduleLine[]
  held: PartOfWeek[]
  latitude: number | null
  longitude: number | null
  access: AccessFeature[]
  closedBecause: string | null
  confirmedOn: Day | null
}

export type Read = {
  externalId: string
  activityId: string
  modifiedAt: string | undefined
} & (
  | { is: 'listed'; organisation: ReadOrganisation; listing: ReadListing }
  /** It is there, and says that it has ended. */
  | { is: 'gone' }
  | { is: 'faulty'; name: string | undefined; fault: string }
)

/** What the feed is read by: its id, our categories, the category of what says none, and the day. */
export type Reader = {
  feedId: string
  today: Day
  categories: readonly { code: string; label: string }[]
  otherwise: string
}

/** The id of an activity that another area calls by its own. */
export const activityIdOf = (feedId: string, externalId: string): string => stableId(feedId, `service:${externalId}`)

const Identity = z.object({ id: optional(z.guid()), name: optional(words), last_modified: optional(words) })

/** One service of a feed as an activity of ours, or what is wrong with it. */
export function fromService(value: unknown, reader: Reader): Read | { is: 'nameless'; fault: string } {
  const who = Identity.safeParse(value).data
  const externalId = who?.id?.toLowerCase()
  if (externalId === undefined) return { is: 'nameless', fault: 'It has no id that is a UUID' }
  const known = {
    externalId,
    activityId: activityIdOf(reader.feedId, externalId),
    modifiedAt: instantOf(who?.last_modified),
  }
  const faulty = (fault: string) => ({
    ...known,
    is: 'faulty' as const,
    name: who?.name == null ? undefined : cut(who.name, 200),
    fault,
  })
  const parsed = Service.safeParse(value)
  if (!parsed.success) return faulty(parsed.error.issues[0]?.message ?? 'It cannot be read')
  const service = parsed.data
  if (service.status === 'inactive' || service.status === 'defunct') return { ...known, is: 'gone' }
  const schedule = schedulesOf(service, reader.today)
  const providerId = stableId(reader.feedId, `organization:${service.organization.id.toLowerCase()}`)
  const name = cut(service.name, 200)
  const [minimumAge, maximumAge] = [ageOf(service.minimum_age), ageOf(service.maximum_age)]
  return {
    ...known,
    is: 'listed',
    organisation: { id: providerId, name: cut(service.organization.name, 200) },
    listing: {
      providerId,
      name,
      category: categoryOf(service, reader),
      description: cut(withoutMarkup(service.description ?? ''), 2_000) || name,
      minimumAge,
      maximumAge,
      ...costOf(service),
      languages: [...new Set((service.languages ?? []).flatMap(({ code }) => (code ? [code.toLowerCase()] : [])))],
      ...placeOf(service),
      ...reachOf(service),
      when: whenOf(service),
      schedule,
      held: partsOfWeek(schedule.map(lately(reader.today)), reader.today),
      closedBecause: service.status === 'active' ? null : cut(service.alert ?? '', 300) || 'Temporarily closed',
      confirmedOn: dayOf(service.assured_date) ?? null,
    },
  }
}

/** Only the id and when it changed, as the walk for what is gone reads it. */
export function identityOf(value: unknown, { feedId }: Pick<Reader, 'feedId'>) {
  const id = Identity.safeParse(value).data?.id?.toLowerCase()
  return id === undefined ? undefined : { externalId: id, activityId: activityIdOf(feedId, id) }
}

/** Whether what a list gives is the whole service, or its details must be asked for one by one. */
export const isWhole = (value: unknown): boolean =>
  typeof value === 'object' &&
  value !== null &&
  ['service_at_locations', 'schedules', 'contacts', 'attributes', 'cost_options', 'service_areas'].some(
    (key) => key in value,
  )

const instantOf = (text: string | null | undefined): string | undefined => {
  const at = text == null ? Number.NaN : Date.parse(text)
  return Number.isNaN(at) ? undefined : new Date(at).toISOString()
}

/** The standard lets a description hold HTML: ours are words. */
const withoutMarkup = (text: string): string =>
  text
    .replace(/<[^<>]{0,500}>/g, ' ')
    .replace(/[ \t]+/g, ' ')
    .trim()

const ageOf = (age: number | null | undefined): number | null =>
  age == null || age < 0 || age > 120 ? null : Math.round(age)

/** A word of theirs that is one of ours, by code or label. */
function categoryOf({ attributes }: Service, { categories, otherwise }: Reader): string {
  const theirs = (attributes ?? [])
    .flatMap(({ taxonomy_term: term }) => [term?.term, term?.name])
    .flatMap((word) => (word == null ? [] : [word.toLowerCase()]))
  const ours = categories.find(({ code, label }) => theirs.includes(code) || theirs.includes(label.toLowerCase()))
  return ours?.code ?? otherwise
}

type Place = Pick<
  ReadListing,
  'locationKind' | 'postcode' | 'address' | 'latitude' | 'longitude' | 'access' | 'gettingThere'
>

/** The first place with a postcode, or else the first place; what has none is online, or says nothing of where. */
function placeOf({ service_at_locations: found }: Service): Place {
  const locations = (found ?? []).flatMap(({ location }) => (location == null ? [] : [location]))
  const places = locations
    .filter(({ location_type: type }) => type !== 'virtual')
    .flatMap((location) => addressesOf(location).map((address) => toPlace(location, address)))
  const nowhere = { postcode: null, address: null, latitude: null, longitude: null, access: [], gettingThere: null }
  return (
    places.find(({ postcode }) => postcode !== null) ??
    places[0] ?? { ...nowhere, locationKind: locations.length > 0 ? 'online' : 'telephone' }
  )
}

type Location = NonNullable<NonNullable<NonNullable<Service['service_at_locations']>[number]['location']>>
type Address = NonNullable<Location['addresses']>[number]

const addressesOf = ({ addresses }: Location): Address[] =>
  addresses == null || addresses.length === 0 ? [{}] : addresses

function toPlace(location: Location, { address_1, city, postal_code }: Address): Place {
  const { latitude, longitude } = location
  // The islands and what lies around them: where a feed has nought, or has changed the two, the postcode says where it is.
  const isThere =
    latitude != null && longitude != null && latitude > 49 && latitude < 61.5 && longitude > -9 && longitude < 2.5
  const postcode = normalisePostcode(postal_code ?? '') ?? null
  return {
    locationKind: 'venue',
    postcode,
    address:
      cut([address_1, city, postcode === null ? postal_code : undefined].filter((line) => line).join(', '), 300) ||
      null,
    latitude: isThere ? latitude : null,
    longitude: isThere ? longitude : null,
    access: accessOf(location.accessibility ?? []),
    gettingThere: cut(location.description ?? '', 500) || null,
  }
}

const ACCESS = Object.entries(ACCESS_FEATURES) as [AccessFeature, string][]
const accessOf = (
  said: readonly { description?: string | null | undefined; accessibility?: string | null | undefined }[],
) =>
  ACCESS.filter(([code, label]) =>
    said.some(({ description, accessibility }) => accessibility === code || description === label),
  ).map(([code]) => code)

function reachOf({ url, email, contacts, phones }: Service): Pick<ReadListing, 'phone' | 'email' | 'website'> {
  const numbers = [...(phones ?? []), ...(contacts ?? []).flatMap((contact) => contact.phones ?? [])]
  return {
    phone: numbers.find(({ number }) => /^[+0-9][0-9 ()-]{2,24}$/.test(number ?? ''))?.number ?? null,
    email: email != null && /^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(email) && email.length <= 200 ? email : null,
    website: url != null && /^https?:\/\//i.test(url) && URL.canParse(url) && url.length <= 500 ? url : null,
  }
}

function costOf({ cost_options: options, fees }: Service): Pick<ReadListing, 'costPence' | 'costNote'> {
  const [first] = options ?? []
  const pence = first?.amount == null ? null : Math.round(first.amount * 100)
  const note = [first?.option, first?.amount_description].filter((part) => part).join(', ') || fees || ''
  return {
    costPence: pence !== null && pence >= 0 && pence <= 1_000_000 ? pence : null,
    costNote: cut(note, 300) || null,
  }
}
