import type { ACCESS_FEATURES, AccessFeature, LocationKind } from '../../features/activities/kinds.ts'
import type { ScheduleLine } from '../../features/activities/recurrence.ts'
import { type Schedule, toSchedule } from './schedules.ts'
import { stableId } from './stable-ids.ts'
import type { TaxonomyTerm } from './taxonomies.ts'

/** What the store reads of a listing that everybody may see. */
export type Listing = {
  id: string
  name: string
  category: string
  description: string
  whoFor: string | null
  whoNotFor: string | null
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
  areas: string[]
  entry: 'referral-needed' | 'open-door'
  locationKind: LocationKind
  postcode: string | null
  when: string
  schedule: ScheduleLine[]
  latitude: number | null
  longitude: number | null
  access: AccessFeature[]
  status: 'open' | 'closed'
  closedBecause: string | null
  reopensOn: string | null
  confirmedOn: string | null
  updatedAt: Date
  organisationId: string
  organisationName: string
}

/** What is the same for each listing of a page. */
export type Scene = {
  schemeName: string
  terms: ReadonlyMap<string, TaxonomyTerm>
  /** Categories whose places are nobody's to know: where they are is left out. */
  sensitive: ReadonlySet<string>
  accessLabels: typeof ACCESS_FEATURES
}

export type Organisation = { id: string; name: string; description: string }
const EMAIL = /^[\w.+-]+@[a-z\d-]+(\.[a-z\d-]+)+$/i

/**
 * Leaves out what has no value: a null or an empty text is refused by the standard's schemas. JSON leaves undefined out by itself;
 * to delete a key would make every object slow to write.
 */
function said<T extends Record<string, unknown>>(values: T): { [Key in keyof T]: Exclude<T[Key], null> | undefined } {
  for (const key in values) if (values[key] === null || values[key] === '') values[key] = undefined as never // is left out
  return values as never // of which nothing is null any more
}

export const toOrganisation = ({ id, name }: { id: string; name: string }, schemeName: string): Organisation => ({
  id,
  name,
  description: `${name} offers activities in ${schemeName}`,
})

const urlOf = (text: string | null): string | undefined =>
  text !== null && /^https?:\/\//i.test(text) && URL.canParse(text) ? new URL(text).href : undefined

/** A service as lists have it: only what there is one of. */
export function toListedService(listing: Listing, { schemeName }: Scene) {
  return said({
    id: listing.id,
    organization_id: listing.organisationId,
    name: listing.name,
    description: descriptionOf(listing),
    url: urlOf(listing.website),
    email: listing.email !== null && EMAIL.test(listing.email) ? listing.email : undefined,
    status: listing.status === 'open' ? ('active' as const) : ('temporarily closed' as const),
    application_process:
      listing.entry === 'open-door' ? 'Come along: nobody needs to refer you' : 'A social prescriber refers you',
    minimum_age: listing.minimumAge,
    maximum_age: listing.maximumAge,
    assured_date: listing.confirmedOn,
    alert: alertOf(listing),
    last_modified: listing.updatedAt.toISOString(),
    organization: toOrganisation({ id: listing.organisationId, name: listing.organisationName }, schemeName),
  })
}
export type ListedService = ReturnType<typeof toListedService>

/** Only that there is one and when it changed; with the name and status that the standard's own schema asks for. */
export const toMinimalService = ({ id, name, status, last_modified }: ListedService) => ({
  id,
  name,
  status,
  last_modified,
  modified_date: last_modified,
})

const descriptionOf = ({ description, whoFor, whoNotFor }: Listing): string =>
  [
    description,
    whoFor === null ? '' : `Who it is for: ${whoFor}`,
    whoNotFor === null ? '' : `Who it is not for: ${whoNotFor}`,
  ]
    .filter((part) => part !== '')
    .join('\n\n')

const alertOf = ({ status, closedBecause, reopensOn }: Listing): string | undefined =>
  status === 'open'
    ? undefined
    : `Closed for now: ${closedBecause ?? ''}${reopensOn === null ? '' : `. Opens again on ${reopensOn}`}`

/** The whole service, as `/services/{id}` and `full=true` give it. */
export function toFullService(listing: Listing, scene: Scene) {
  const { id } = listing
  const part = (name: string) => stableId(id, name)
  const isSensitive = scene.sensitive.has(listing.category)
  const term = scene.terms.get(listing.category)
  return said({
    ...toListedService(listing, scene),
    schedules: schedulesOf(listing),
    // The district that something sensitive covers says nearly where it is.
    service_areas: isSensitive ? undefined : areasOf(listing, scene),
    service_at_locations: isSensitive ? undefined : [{ id, service_id: id, location: toLocation(listing, scene) }],
    languages: orNothing(
      listing.languages.map((code) => ({ id: part(`language:${code}`), code, name: languageName(code) })),
    ),
    cost_options: listing.costPence === null && listing.costNote === null ? undefined : [costOf(listing)],
    contacts:
      listing.phone === null
        ? undefined
        : [{ id: part('contact'), phones: [{ id: part('phone'), number: listing.phone }] }],
    attributes:
      term === undefined
        ? undefined
        : [{ id: part('category'), link_id: id, link_type: 'service', taxonomy_term_id: term.id, taxonomy_term: term }],
  })
}

const areasOf = ({ id, areas }: Listing, { schemeName }: Scene) =>
  (areas.length > 0 ? areas : [schemeName]).map((area) => ({
    id: stableId(id, `area:${area}`),
    name: area,
    service_area: area,
  }))

const orNothing = <T>(items: T[]): T[] | undefined => (items.length === 0 ? undefined : items)

function schedulesOf(listing: Listing): Schedule[] {
  const { id, schedule, when } = listing
  if (schedule.length === 0) return [{ id: stableId(id, 'schedule:words'), description: when }]
  return schedule.map((line, index) => toSchedule(stableId(id, `schedule:${index}`), line, when))
}

function costOf({ id, costPence, costNote }: Listing) {
  const option = costPence === 0 ? 'Free' : costPence === null ? undefined : 'Each time'
  return said({
    id: stableId(id, 'cost'),
    option,
    amount: costPence === null ? undefined : costPence / 100,
    currency: costPence === null ? undefined : 'GBP',
    amount_description: costNote,
  })
}

const LANGUAGES = new Intl.DisplayNames('en-GB', { type: 'language', fallback: 'code' })
function languageName(code: string): string {
  try {
    return LANGUAGES.of(code) ?? code
  } catch {
    return code
  }
}

/** At home, online and by telephone there is no place to go to. */
export function toLocation(listing: Listing, { accessLabels }: Scene) {
  const { id, postcode } = listing
  const locationId = stableId(id, 'location')
  if (listing.locationKind !== 'venue' || postcode === null)
    return { id: locationId, location_type: 'virtual' as const, name: KIND_NAMES[listing.locationKind] }
  const lines = (listing.address ?? '')
    .split(/[\n,]/)
    .map((line) => line.trim())
    .filter((line) => line !== '')
  return said({
    id: locationId,
    location_type: 'physical' as const,
    name: lines[0] ?? listing.name,
    description: listing.gettingThere,
    latitude: listing.latitude,
    longitude: listing.longitude,
    addresses: [
      {
        id: stableId(id, 'address'),
        location_id: locationId,
        address_1: lines[0] ?? listing.name,
        // The standard wants a town and a county; a listing has lines, so what stands last is said to be the town.
        city: lines.length > 1 ? (lines.at(-1) ?? '') : postcode.slice(0, -4),
        state_province: 'England',
        postal_code: postcode,
        country: 'GB',
        address_type: 'physical' as const,
      },
    ],
    accessibility: orNothing(
      listing.access.map((feature) => ({
        id: stableId(id, `access:${feature}`),
        location_id: locationId,
        description: accessLabels[feature],
        accessibility: feature,
      })),
    ),
  })
}

const KIND_NAMES: Record<LocationKind, string> = {
  venue: 'At a venue',
  home: 'At the home of the person',
  online: 'Online',
  telephone: 'By telephone',
}

/** A service where it is held. Whoever lists these has left out what is sensitive. */
export function toServiceAtLocation(listing: Listing, scene: Scene, { isFull }: { isFull: boolean }) {
  const location = toLocation(listing, scene)
  return {
    id: listing.id,
    service_id: listing.id,
    location_id: location.id,
    location: isFull ? location : withoutLists(location),
    service: isFull ? toFullService(listing, scene) : toListedService(listing, scene),
  }
}

const withoutLists = <T extends object>(location: T): Partial<T> =>
  Object.fromEntries(Object.entries(location).filter(([, value]) => !Array.isArray(value))) as Partial<T> // a part of it
