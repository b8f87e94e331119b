import type { PendingQuery, Row, Sql } from 'postgres'
import { METRES_PER_DEGREE } from '../../../features/activities/public.ts'
import type { Listing } from '../to-service.ts'

export type ListingFilter = {
  search?: string | undefined
  organisationId?: string | undefined
  /** Codes of `activity-category`; an empty list fits nothing. */
  categories?: readonly string[] | undefined
  modifiedAfter?: Date | undefined
  postcode?: string | undefined
  /** Metres from the middle of the postcode. */
  proximity?: number | undefined
  minimumAge?: number | undefined
  maximumAge?: number | undefined
  startTime?: string | undefined
  endTime?: string | undefined
  day?: string | undefined
  /** Without what is sensitive: where it is held is nobody's to know. */
  withPlaceOnly?: boolean | undefined
  /** Categories whose places are left out. */
  sensitive: readonly string[]
}

type Condition = PendingQuery<Row[]>
export type Extent = { total: number; changedAt: Date | null }

/**
 * A page of the directory as everybody may read it. Nobody acts here, so there is no actor to ask: row-level security keeps the
 * scheme, and what is hidden or came from another area's feed is left out, because each area publishes its own. Ids are found
 * first, by an index that holds them alone, so that a late page passes over no whole rows.
 */
export async function listPublicListingsUnscoped(
  sql: Sql,
  filter: ListingFilter,
  { limit, offset }: { limit: number; offset: number },
): Promise<Listing[]> {
  return sql<Listing[]>`
    select ${columns(sql)}, organisations.id as "organisationId", organisations.name as "organisationName"
    from (select scheme_id, id from activities ${whereOf(sql, filter)} order by scheme_id, id limit ${limit} offset ${offset}) as page
    join activities on activities.scheme_id = page.scheme_id and activities.id = page.id
    join organisations on organisations.scheme_id = activities.scheme_id and organisations.id = activities.provider_id
    order by activities.id`
}

/** How many listings a filter finds, and when anything in the directory changed last. */
export async function measurePublicListingsUnscoped(sql: Sql, filter: ListingFilter): Promise<Extent> {
  const [row] = await sql<Extent[]>`
    select (select count(*)::integer from activities ${whereOf(sql, filter)}) as total,
      (select greatest(max(updated_at), max(hidden_at)) from activities) as "changedAt"`
  return row ?? { total: 0, changedAt: null }
}

export async function findPublicListingUnscoped(sql: Sql, activityId: string): Promise<Listing | undefined> {
  const [row] = await sql<Listing[]>`
    select ${columns(sql)}, organisations.id as "organisationId", organisations.name as "organisationName"
    from activities join organisations on organisations.scheme_id = activities.scheme_id and organisations.id = activities.provider_id
    where ${isPublic(sql)} and activities.id = ${activityId}`
  return row
}

export type PublicOrganisation = { id: string; name: string }

/** Organisations that have something in the public directory, by name. Some hundred at most, so they are counted as they are listed. */
export async function listPublicOrganisationsUnscoped(
  sql: Sql,
  { search, limit, offset }: { search?: string | undefined; limit: number; offset: number },
): Promise<{ total: number; organisations: PublicOrganisation[] }> {
  const rows = await sql<{ id: string | null; name: string; total: number }[]>`
    with offering as (
      select organisations.id, organisations.name from organisations
      where exists (select from activities where activities.scheme_id = organisations.scheme_id and provider_id = organisations.id and ${isPublic(sql)})
      ${search === undefined ? sql`` : sql`and strpos(lower(organisations.name), lower(${search})) > 0`}
    )
    select counted.total, page.id, page.name from (select count(*)::integer as total from offering) as counted
    left join lateral (select id, name from offering order by name, id limit ${limit} offset ${offset}) as page on true`
  const organisations = rows.flatMap(({ id, name }) => (id === null ? [] : [{ id, name }]))
  return { total: rows[0]?.total ?? 0, organisations }
}

/** What one organisation offers to everybody, with all that is said of it. */
export async function listPublicListingsOfUnscoped(sql: Sql, organisationId: string): Promise<Listing[]> {
  return sql<Listing[]>`
    select ${columns(sql)}, organisations.id as "organisationId", organisations.name as "organisationName"
    from activities join organisations on organisations.scheme_id = activities.scheme_id and organisations.id = activities.provider_id
    where ${isPublic(sql)} and activities.provider_id = ${organisationId}
    order by activities.id limit 500`
}

/** What a closed organisation offered is offered by nobody, until somebody takes it over. */
const isPublic = (sql: Sql): Condition => sql`
  activities.hidden_at is null and activities.feed_id is null
  and activities.provider_id not in (select closed.id from organisations as closed where closed.closed_on is not null)`

const columns = (sql: Sql): Condition => sql`
  activities.id, activities.name, category, description, who_for as "whoFor", who_not_for as "whoNotFor",
  minimum_age as "minimumAge", maximum_age as "maximumAge", cost_pence as "costPence", cost_note as "costNote", languages,
  getting_there as "gettingThere", activities.phone, activities.email, website, address, areas, entry,
  location_kind as "locationKind", activities.postcode, when_held as "when", schedule, latitude, longitude, access, status,
  activities.closed_because as "closedBecause", reopens_on as "reopensOn", confirmed_on as "confirmedOn", updated_at as "updatedAt"`

function whereOf(sql: Sql, filter: ListingFilter): Condition {
  const { sensitive, postcode } = filter
  const conditions = [
    isPublic(sql),
    filter.organisationId === undefined ? undefined : sql`provider_id = ${filter.organisationId}`,
    filter.categories === undefined ? undefined : sql`category = any (${filter.categories as string[]})`,
    filter.modifiedAfter === undefined ? undefined : sql`updated_at >= ${filter.modifiedAfter}`,
    filter.withPlaceOnly === true || postcode !== undefined
      ? sql`category <> all (${sensitive as string[]})`
      : undefined,
    ...(filter.search ?? '')
      .split(/\s+/)
      .filter((word) => word !== '')
      .map((word) => saysWord(sql, word.toLowerCase(), sensitive)),
    // Who is from … to … old: an activity whose ages touch these.
    filter.minimumAge === undefined ? undefined : sql`(maximum_age is null or maximum_age >= ${filter.minimumAge})`,
    filter.maximumAge === undefined ? undefined : sql`(minimum_age is null or minimum_age <= ${filter.maximumAge})`,
    heldIn(sql, filter),
    postcode === undefined
      ? undefined
      : filter.proximity === undefined
        ? covers(sql, postcode)
        : isNear(sql, { postcode, metres: filter.proximity }),
  ].filter((condition) => condition !== undefined)
  return sql`where ${conditions.reduce((all, condition) => sql`${all} and ${condition}`)}`
}

/** The address of what is sensitive is not looked through: who finds it by its street knows where it is. */
const saysWord = (sql: Sql, word: string, sensitive: readonly string[]): Condition => sql`(
  strpos(lower(activities.name || ' ' || description || ' ' || coalesce(who_for, '') || ' ' || when_held), ${word}) > 0
  or (category <> all (${sensitive as string[]}) and strpos(lower(coalesce(address, '')), ${word}) > 0))`

const covers = (sql: Sql, postcode: string): Condition =>
  sql`(cardinality(areas) = 0 or ${postcode.slice(0, -4)} = any (areas))`

/** By the plane that touches the earth there: within a district the error is a few metres. A box first, which an index finds. */
const isNear = (sql: Sql, { postcode, metres }: { postcode: string; metres: number }): Condition => sql`
  exists (
    select from postcode_centroids as middle where middle.postcode = ${postcode}
      and activities.latitude between middle.latitude - ${metres / METRES_PER_DEGREE} and middle.latitude + ${metres / METRES_PER_DEGREE}
      and (activities.latitude - middle.latitude) ^ 2 + ((activities.longitude - middle.longitude) * cos(radians(middle.latitude))) ^ 2
        <= ${(metres / METRES_PER_DEGREE) ** 2})`

/** On a day of the week, from and until a time: one line of the schedule must fit all that is asked. */
function heldIn(sql: Sql, { day, startTime, endTime }: ListingFilter): Condition | undefined {
  if (day === undefined && startTime === undefined && endTime === undefined) return undefined
  const isOnDay =
    day === undefined
      ? sql`true`
      : sql`case when line->>'rule' ~ 'BYDAY=' then line->>'rule' ~ ${`BYDAY=[^;]*${day}`} when line->>'rule' ~ 'FREQ=DAILY' then true
          else left(upper(trim(to_char((line->>'startsOn')::date, 'DY'))), 2) = ${day} end`
  return sql`exists (select from jsonb_array_elements(schedule) as line where ${isOnDay}
    ${startTime === undefined ? sql`` : sql`and line->>'startsAt' >= ${startTime}`}
    ${endTime === undefined ? sql`` : sql`and line->>'endsAt' <= ${endTime}`})`
}
