import { type SQL, sql } from 'drizzle-orm'
import type { SystemContext, Tx } from '../../../platform/context.ts'

/** The reason that a listing is closed with when its source has it no more: by it we know it again when it comes back. */
export const NO_LONGER_LISTED = 'No longer listed where it came from'
/** What others list has no number of places: it is asked first, and nothing here stands in the way. */
const PLACES = 10_000
const ROWS_AT_ONCE = 1_000

type Of = { runId: string; feedId: string }
export type Brought = { added: number; changed: number }

/** How many listings of a feed are shown here, and how many of them the feed has no more. */
export async function countGone(tx: Tx, { runId, feedId }: Of): Promise<{ shown: number; gone: number; seen: number }> {
  const [row] = await tx.execute<{ shown: number; gone: number; seen: number }>(sql`
    select count(*)::integer as shown, (count(*) filter (where ${isGone(runId)}))::integer as gone,
      (select count(*)::integer from directory_feed_rows where run_id = ${runId} and not is_gone) as seen
    from activities where feed_id = ${feedId} and closed_because is distinct from ${NO_LONGER_LISTED}`)
  return row ?? { shown: 0, gone: 0, seen: 0 }
}

const isGone = (runId: string): SQL => sql`not exists (
  select from directory_feed_rows as seen
  where seen.scheme_id = activities.scheme_id and seen.run_id = ${runId} and seen.activity_id = activities.id and not seen.is_gone)`

/** What a run would add and change, when nothing is brought yet. */
export async function countToBring(tx: Tx, { runId, feedId }: Of): Promise<Brought> {
  const [row] = await tx.execute<Brought>(sql`
    select (count(*) filter (where activities.id is null))::integer as added,
      (count(*) filter (where activities.id is not null and (activities.name, activities.description, activities.when_held)
        is distinct from (staged.listing->>'name', staged.listing->>'description', staged.listing->>'when')))::integer as changed
    from directory_feed_rows as staged
    left join activities on activities.scheme_id = staged.scheme_id and activities.id = staged.activity_id and activities.feed_id = ${feedId}
    where staged.run_id = ${runId} and staged.listing is not null and not staged.is_gone`)
  return row ?? { added: 0, changed: 0 }
}

export type KeptOrganisation = { externalId: string; name: string; organisation: string | null }

/**
 * What hangs on an activity names its organisation too, and goes with neither: a listing that something hangs on stays with the
 * organisation that it has here. Which ones the feed gives to another is said, so that somebody can see to it.
 */
export async function keepOrganisations(tx: Tx, { runId, feedId }: Of): Promise<KeptOrganisation[]> {
  const hangs = HANGING.map(
    (table) => sql`exists (select from ${sql.raw(table)} as hanging
    where hanging.scheme_id = activities.scheme_id and hanging.activity_id = activities.id)`,
  )
  const rows = await tx.execute<KeptOrganisation>(sql`
    with moving as materialized (
      select staged.id, staged.organisation->>'name' as organisation, activities.provider_id
      from directory_feed_rows as staged
      join activities on activities.scheme_id = staged.scheme_id and activities.id = staged.activity_id
      where staged.run_id = ${runId} and staged.listing is not null and activities.feed_id = ${feedId}
        and activities.provider_id <> (staged.listing->>'providerId')::uuid and (${sql.join(hangs, sql` or `)})
    )
    update directory_feed_rows as staged
    set listing = jsonb_set(staged.listing, '{providerId}', to_jsonb(moving.provider_id::text)), organisation = null
    from moving where staged.id = moving.id and staged.run_id = ${runId}
    returning staged.external_id as "externalId", staged.listing->>'name' as name, moving.organisation`)
  return [...rows]
}

/** Tables whose rows point at an activity together with its organisation. */
const HANGING = ['placements', 'group_links', 'funding_agreements', 'funding_commitments', 'spot_purchases'] as const

/** Organisations of the feed: made, or named as it names them now. Ours have other ids, so none of them is touched. */
export async function bringOrganisations(tx: Tx, { schemeId, now }: SystemContext, { runId }: Of): Promise<void> {
  await tx.execute(sql`
    insert into organisations (scheme_id, id, name, kinds, created_at)
    select distinct on (organisation->>'id') ${schemeId}::uuid, (organisation->>'id')::uuid, organisation->>'name', array['provider'], ${now().toISOString()}::timestamptz
    from directory_feed_rows where run_id = ${runId} and organisation is not null and not is_gone
    order by organisation->>'id', id desc
    on conflict (scheme_id, id) do update set name = excluded.name, version = organisations.version + 1
      where organisations.name is distinct from excluded.name`)
}

/**
 * Puts what was read beside our own listings, a thousand at a time, so that memory stays level and no statement is long. An id
 * is made of the feed's and its own, so that it can only meet what came from the same feed; what is the same is not written.
 */
export async function bringListings(
  tx: Tx,
  { schemeId, now }: SystemContext,
  { runId, feedId, source }: Of & { source: string },
): Promise<Brought> {
  const at = now().toISOString()
  const brought = { added: 0, changed: 0 }
  for (let after = '00000000-0000-0000-0000-000000000000'; ; ) {
    const [row] = await tx.execute<Brought & { last: string | null }>(sql`
      with part as (
        select activity_id, external_id, listing from directory_feed_rows
        where run_id = ${runId} and activity_id > ${after}::uuid and listing is not null and not is_gone
        order by activity_id limit ${ROWS_AT_ONCE}
      ), written as (
        insert into activities (scheme_id, id, feed_id, external_id, source, ${COLUMNS}, status, entry, places_mode, capacity, created_at, updated_at)
        select ${schemeId}::uuid, part.activity_id, ${feedId}::uuid, part.external_id, ${source}, ${READ},
          case when l."closedBecause" is null then 'open' else 'closed' end, 'open-door', 'talk-first', ${PLACES}, ${at}::timestamptz, ${at}::timestamptz
        from part cross join lateral jsonb_to_record(part.listing) as l(${SHAPE})
        left join postcode_centroids as middle on middle.postcode = l.postcode
        on conflict (scheme_id, id) do update set (source, ${COLUMNS}, status) = (excluded.source, ${EXCLUDED}, excluded.status),
          hidden_at = case when activities.closed_because = ${NO_LONGER_LISTED} then null else activities.hidden_at end,
          updated_at = excluded.updated_at, version = activities.version + 1
        where activities.feed_id = excluded.feed_id
          and (activities.source, ${KEPT}) is distinct from (excluded.source, ${EXCLUDED})
        returning (xmax = 0) as is_new
      )
      select (select max(activity_id::text) from part) as last,
        (count(*) filter (where is_new))::integer as added, (count(*) filter (where not is_new))::integer as changed from written`)
    if (row?.last == null) return brought
    brought.added += row.added
    brought.changed += row.changed
    after = row.last
  }
}

/** Closes and hides what its feed has no more. Whoever has a place there keeps it. */
export async function retireGone(tx: Tx, { now }: SystemContext, { runId, feedId }: Of): Promise<number> {
  const at = now().toISOString()
  const rows = await tx.execute(sql`
    update activities set status = 'closed', closed_because = ${NO_LONGER_LISTED}, hidden_at = ${at}::timestamptz,
      updated_at = ${at}::timestamptz, version = version + 1
    where feed_id = ${feedId} and closed_because is distinct from ${NO_LONGER_LISTED} and ${isGone(runId)} returning id`)
  return rows.length
}

/** Each column with the field of what was read, and how that stands in JSON. */
const FIELDS: readonly [column: string, field: string, type: string][] = [
  ['provider_id', 'providerId', 'uuid'],
  ['name', 'name', 'text'],
  ['category', 'category', 'text'],
  ['description', 'description', 'text'],
  ['minimum_age', 'minimumAge', 'smallint'],
  ['maximum_age', 'maximumAge', 'smallint'],
  ['cost_pence', 'costPence', 'integer'],
  ['cost_note', 'costNote', 'text'],
  ['languages', 'languages', 'text[]'],
  ['getting_there', 'gettingThere', 'text'],
  ['phone', 'phone', 'text'],
  ['email', 'email', 'text'],
  ['website', 'website', 'text'],
  ['address', 'address', 'text'],
  ['location_kind', 'locationKind', 'text'],
  ['postcode', 'postcode', 'text'],
  ['when_held', 'when', 'text'],
  ['schedule', 'schedule', 'jsonb'],
  ['held', 'held', 'text[]'],
  ['latitude', 'latitude', 'double precision'],
  ['longitude', 'longitude', 'double precision'],
  ['access', 'access', 'text[]'],
  ['closed_because', 'closedBecause', 'text'],
  ['confirmed_on', 'confirmedOn', 'date'],
]
/** The postcode's middle, where the feed does not say. */
const readOf = ([column, field]: (typeof FIELDS)[number]): string =>
  column === 'latitude' || column === 'longitude' ? `coalesce(l.${field}, middle.${column})` : `l."${field}"`

const joined = (part: (field: (typeof FIELDS)[number]) => string): SQL => sql.raw(FIELDS.map(part).join(', '))
const COLUMNS = joined(([column]) => column)
const SHAPE = joined(([, field, type]) => `"${field}" ${type}`)
const READ = joined(readOf)
const EXCLUDED = joined(([column]) => `excluded.${column}`)
const KEPT = joined(([column]) => `activities.${column}`)
