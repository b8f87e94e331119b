import { and, asc, eq, inArray, isNull, notInArray, type SQL, sql } from 'drizzle-orm'
import type { Db } from '../../../platform/context.ts'
import { organisations } from '../../organisations/tables.ts'
import { METRES_PER_DEGREE } from '../distance.ts'
import { PUSHED_DOWN } from '../review-ladder.ts'
import type { ActivityOrder, Search } from '../search.ts'
import { type FoundActivity, hasPlaceLeft, LISTING } from '../store.ts'
import { activities, postcodeCentroids } from '../tables.ts'

/** A place on the earth, in degrees. */
export type Place = { latitude: number; longitude: number }
export type ActivityFilter = Search & {
  order: ActivityOrder
  from: Place | undefined
  after: string[] | undefined
  limit: number
}
export type RankedActivity = FoundActivity & { isPushedDown: boolean; rank: number }

/**
 * One page of what was asked for; one row more than asked for, to know whether there is a next page. In the order asked for,
 * then by name and id, so that no page shows a row twice; what nobody confirmed for long stands last.
 *
 * By distance, what lies in the circle stands before all else: where that fills the page, nothing else is looked at.
 */
export async function searchActivities(db: Db, filter: ActivityFilter): Promise<RankedActivity[]> {
  const { after, limit, order, from, withinKm } = filter
  const isOfCircle = order === 'near' && from !== undefined && withinKm !== undefined && after?.[0] !== 'true'
  const near = isOfCircle ? await readPage(db, filter, { inCircleOnly: true }) : []
  return near.length > limit ? near : readPage(db, filter, { inCircleOnly: false })
}

async function readPage(
  db: Db,
  filter: ActivityFilter,
  { inCircleOnly }: { inCircleOnly: boolean },
): Promise<RankedActivity[]> {
  const { after, limit, order, from, words, categoriesLike } = filter
  const metres = from === undefined ? sql<number | null>`null::int` : metresFrom(from)
  const rank = RANKS[order](filter, metres)
  const isNearEnough = whereOf(filter, metres, inCircleOnly)
  const isPushedDown = sql<boolean>`${activities.reviewRung} >= ${PUSHED_DOWN}`
  const [pushed, ranked, name, id] = after ?? []
  return db
    .select({ ...LISTING, providerName: organisations.name, metres, isPushedDown, rank })
    .from(activities)
    .innerJoin(
      organisations,
      and(eq(organisations.schemeId, activities.schemeId), eq(organisations.id, activities.providerId)),
    )
    .where(
      and(
        inCircleOnly ? sql`not ${isPushedDown}` : undefined,
        isNearEnough,
        ...conditionsOf(filter),
        words.length === 0 ? undefined : saysSomethingLike(words, categoriesLike, isNearEnough),
        pushed === undefined
          ? undefined
          : sql`(${isPushedDown}, ${rank}, ${activities.name}, ${activities.id}) > (${pushed}::boolean, ${ranked}::int, ${name}, ${id}::uuid)`,
      ),
    )
    .orderBy(sql`${isPushedDown}`, sql`${rank}`, asc(activities.name), asc(activities.id))
    .limit(limit + 1)
}

type Metres = SQL<number | null>
/** What is smallest stands first. */
const RANKS: Record<ActivityOrder, (filter: ActivityFilter, metres: Metres) => SQL<number>> = {
  name: () => sql<number>`(${0}::int)`,
  near: (_, metres) => sql<number>`coalesce(${metres}, ${NOWHERE})`,
  best: ({ words }) =>
    sql<number>`round(1000 * (1 - word_similarity(${words.join(' ')}, lower(${activities.name} || ' ' || ${organisations.name}))))::int`,
}
/** Further than anything on earth: what has no place stands behind what has one. */
const NOWHERE = 99_999_999

function conditionsOf(filter: ActivityFilter): (SQL | undefined)[] {
  const { category, providerId, hasRoom, q, area, held, access, language, mostPence } = filter
  return [
    filter.withHidden ? undefined : isNull(activities.hiddenAt),
    category === undefined ? undefined : eq(activities.category, category),
    filter.kinds.length === 0 ? undefined : inArray(activities.category, [...filter.kinds]),
    filter.notKinds.length === 0 ? undefined : notInArray(activities.category, [...filter.notKinds]),
    providerId === undefined ? undefined : eq(activities.providerId, providerId),
    filter.entry === undefined ? undefined : eq(activities.entry, filter.entry),
    hasRoom ? hasPlaceLeft : undefined,
    q === undefined ? undefined : sql`starts_with(lower(${activities.name}), lower(${q}))`,
    area === undefined
      ? undefined
      : sql`(${activities.locationKind} <> 'venue' or starts_with(${activities.postcode}, ${`${area} `}))`,
    held.length === 0 ? undefined : sql`${activities.held} && ${list(held)}`,
    access.length === 0 ? undefined : sql`${activities.access} @> ${list(access)}`,
    language === undefined ? undefined : sql`${language} = any(${activities.languages})`,
    mostPence === undefined ? undefined : sql`${activities.costPence} <= ${mostPence}`,
  ]
}

const list = (values: readonly string[]): SQL =>
  sql`array[${sql.join(
    values.map((value) => sql`${value}`),
    sql`, `,
  )}]::text[]`

/**
 * In what the activity says of itself, in the name of its group, or in its kind: each word, or something near it. To compare
 * one row takes longer than all other conditions together. So where it is near enough is asked again around it: what costs
 * more the planner asks later, and words are compared only with what the others leave.
 */
function saysSomethingLike(
  words: readonly string[],
  categories: readonly string[],
  isNearEnough: SQL | undefined,
): SQL {
  if (isNearEnough === undefined) return isFoundByWords(words, categories)
  const ofKind = categories.length === 0 ? sql`` : sql`or ${activities.category} = any(${list(categories)})`
  return sql`case when ${isNearEnough} then ${activities.providerId} in (select organisations_like(${list(words)})) ${ofKind}
    or ${LIKE_ENOUGH}::float8 <= all (select word_similarity(word, ${activities.searchText}) from unnest(${list(words)}) as word) end`
}
/** Words alone: the index over what listings say finds the longest of them, see migration 0045. */
function isFoundByWords(words: readonly string[], categories: readonly string[]): SQL {
  const longestFirst = words.toSorted((one, other) => other.length - one.length)
  const ofKind =
    categories.length === 0 ? sql`` : sql`union select id from activities where category = any(${list(categories)})`
  return sql`${activities.id} in (
    select activities_like(${list(longestFirst)})
    union select id from activities where provider_id in (select organisations_like(${list(words)}))
    ${ofKind})`
}

/** As in `activities_like` and `organisations_like`, see migration 0045. */
const LIKE_ENOUGH = 0.5

/**
 * As the crow flies, by the plane that touches the earth there (equirectangular projection on a sphere of 6,371 km): within a
 * region the error is far below that of a postcode's middle, and no extension is needed.
 */
const metresFrom = ({ latitude, longitude }: Place): Metres =>
  sql<number | null>`round(sqrt(power((${activities.latitude} - ${latitude}::float8) * ${METRES_PER_DEGREE}, 2)
    + power((${activities.longitude} - ${longitude}::float8) * ${METRES_PER_DEGREE} * cos(radians(${latitude}::float8)), 2)))::int`

/** The box first, which an index knows, a metre wider than the circle; then the circle. */
const isInCircle = ({ latitude, longitude }: Place, most: number, metres: Metres): SQL => {
  const high = (most + 1) / METRES_PER_DEGREE
  const wide = high / Math.cos((latitude * Math.PI) / 180)
  return sql`(${activities.latitude} between ${latitude - high}::float8 and ${latitude + high}::float8
    and ${activities.longitude} between ${longitude - wide}::float8 and ${longitude + wide}::float8 and ${metres} <= ${most})`
}

/** What comes home or is reached from anywhere is near everybody. */
function whereOf({ from, withinKm }: ActivityFilter, metres: Metres, inCircleOnly: boolean): SQL | undefined {
  if (from === undefined || withinKm === undefined) return undefined
  const isIn = isInCircle(from, Math.round(withinKm * 1_000), metres)
  return inCircleOnly ? isIn : sql`(${activities.locationKind} <> 'venue' or ${isIn})`
}

/** The middle of a postcode, or of all that begin with its first part. */
export async function findPlace(db: Db, { near }: { near: string }): Promise<Place | undefined> {
  const { postcode, latitude, longitude } = postcodeCentroids
  const isOne = near.includes(' ')
  const [row] = await db
    .select({ latitude: sql<number | null>`avg(${latitude})`, longitude: sql<number | null>`avg(${longitude})` })
    .from(postcodeCentroids)
    .where(isOne ? eq(postcode, near) : sql`${postcode} >= ${`${near} `} and ${postcode} < ${`${near}!`}`)
  return row === undefined || row.latitude === null || row.longitude === null
    ? undefined
    : { latitude: row.latitude, longitude: row.longitude }
}

/** Groups whose name is like the words, for the one box that finds both; a handful. */
export async function searchProviders(
  db: Db,
  words: readonly string[],
): Promise<{ id: string; name: string; phone: string | null }[]> {
  const { id, name, phone, kinds, closedOn } = organisations
  return db
    .select({ id, name, phone })
    .from(organisations)
    .where(
      and(sql`${id} in (select organisations_like(${list(words)}))`, sql`'provider' = any(${kinds})`, isNull(closedOn)),
    )
    .orderBy(asc(name), asc(id))
    .limit(5)
}

/** Every group that is open, by name: some hundred, for a list to choose from. */
export const listOpenProviders = (db: Db): Promise<{ id: string; name: string }[]> =>
  db
    .select({ id: organisations.id, name: organisations.name })
    .from(organisations)
    .where(and(sql`'provider' = any(${organisations.kinds})`, isNull(organisations.closedOn)))
    .orderBy(asc(organisations.name), asc(organisations.id))
    .limit(2_000)
