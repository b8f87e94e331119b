import { ACCESS_FEATURES } from '../../../features/activities/kinds.ts'
import { getScheme, type Scheme } from '../../../features/schemes/public.ts'
import type { SystemContext } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/problems.ts'
import type { ServicesQuery } from '../feed-query.ts'
import { keepForSeconds } from '../kept.ts'
import {
  type Extent,
  findPublicListingUnscoped,
  listPublicListingsOfUnscoped,
  listPublicListingsUnscoped,
  listPublicOrganisationsUnscoped,
  measurePublicListingsUnscoped,
} from '../store/listings.ts'
import { categoriesOf, termsByCategory } from '../taxonomies.ts'
import type { Listing, Scene } from '../to-service.ts'

/** The scheme of a feed, when it says that everybody may read its directory; nothing otherwise, in the words of nothing. */
export async function getPublicScheme(context: SystemContext): Promise<Scheme> {
  const scheme = await getScheme(context).catch((error: unknown) => {
    if (error instanceof Refusal) throw new Refusal('not-found')
    throw error
  })
  if (!scheme.settings.directory.isPublic) throw new Refusal('not-found')
  return scheme
}

const scenes = new WeakMap<Scheme, Scene>()

/** What is the same for each listing: made once for each reading of the scheme's settings. */
export function sceneOf(scheme: Scheme): Scene {
  const known = scenes.get(scheme)
  if (known !== undefined) return known
  const scene = {
    schemeName: scheme.name,
    terms: termsByCategory(scheme),
    sensitive: new Set(sensitiveOf(scheme)),
    accessLabels: ACCESS_FEATURES,
  }
  scenes.set(scheme, scene)
  return scene
}

const sensitiveOf = (scheme: Scheme): string[] =>
  scheme.lists['activity-category'].filter(({ isSensitive }) => isSensitive).map(({ code }) => code)

export type ListingPage = { total: number; changedAt: Date | null; listings: Listing[] }

/** A page of what everybody may read. */
export async function listServices(
  { sql, schemeId }: SystemContext,
  scheme: Scheme,
  input: { query: ServicesQuery; perPage: number; withPlaceOnly: boolean },
): Promise<ListingPage> {
  const { query, perPage, withPlaceOnly } = input
  const filter = {
    search: query.search,
    organisationId: query.organization_id,
    categories: categoriesOf(scheme, { termId: query.taxonomy_term_id, taxonomyId: query.taxonomy_id }),
    modifiedAfter: query.modified_after,
    postcode: query.postcode,
    proximity: query.proximity,
    minimumAge: query.minimum_age,
    maximumAge: query.maximum_age,
    startTime: query.start_time,
    endTime: query.end_time,
    day: query.day,
    withPlaceOnly,
    sensitive: sensitiveOf(scheme),
  }
  const offset = (query.page - 1) * perPage
  const [listings, extent] = await Promise.all([
    listPublicListingsUnscoped(sql, filter, { limit: perPage, offset }),
    extents.get(JSON.stringify([schemeId, filter]), () => measurePublicListingsUnscoped(sql, filter)),
  ])
  // A page that is not full is the last one: then how many there are is known, whatever was counted.
  const isLast = listings.length < perPage && (listings.length > 0 || offset === 0)
  return { listings, changedAt: extent.changedAt, total: isLast ? offset + listings.length : extent.total }
}

/** Counting costs more than a page: readers walk through the pages of one question, and it is counted for them every five seconds. */
const extents = keepForSeconds<Extent>({ seconds: 5, most: 500 })

export async function getService({ sql }: SystemContext, serviceId: string): Promise<Listing> {
  const listing = await findPublicListingUnscoped(sql, serviceId)
  if (listing === undefined) throw new Refusal('not-found')
  return listing
}

export const listOrganisations = (
  { sql }: SystemContext,
  page: { search?: string | undefined; limit: number; offset: number },
) => listPublicOrganisationsUnscoped(sql, page)

/** What one organisation offers; one that offers nothing to everybody is not there. */
export async function getServicesOf({ sql }: SystemContext, organisationId: string): Promise<[Listing, ...Listing[]]> {
  const [first, ...others] = await listPublicListingsOfUnscoped(sql, organisationId)
  if (first === undefined) throw new Refusal('not-found')
  return [first, ...others]
}
