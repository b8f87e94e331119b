import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Sql, TransactionSql } from 'postgres'

/** All of it stands, or nothing: a file that breaks off changes nothing. Unscoped: a national list belongs to no scheme. */
export const takePostcodesUnscoped = (
  sql: Sql,
  lines: AsyncIterable<string>,
): Promise<{ changed: number; placed: number }> =>
  sql.begin(async (tx) => ({ changed: await keepPostcodes(tx, lines), placed: await placeActivities(tx) }))

/**
 * Puts lines of `postcode, latitude, longitude` beside the table and then into it. Lines come as the file is read, so that the whole
 * country takes no more memory than a village. Says how many were new or moved.
 */
async function keepPostcodes(tx: TransactionSql, lines: AsyncIterable<string>): Promise<number> {
  await tx`
    create temporary table postcodes_read (postcode text, latitude double precision, longitude double precision)
    on commit drop`
  await pipeline(Readable.from(lines), await tx`copy postcodes_read from stdin`.writable())
  const { count } = await tx`
    insert into postcode_centroids (postcode, latitude, longitude)
    select distinct on (postcode) postcode, latitude, longitude from postcodes_read order by postcode
    on conflict (postcode) do update set latitude = excluded.latitude, longitude = excluded.longitude
    where (postcode_centroids.latitude, postcode_centroids.longitude) is distinct from (excluded.latitude, excluded.longitude)`
  return count
}

/** Sets where each activity is from its postcode, in every scheme. Its version stays: nobody changed what the provider says. */
async function placeActivities(tx: TransactionSql): Promise<number> {
  const { count } = await tx`
    update activities set latitude = postcode_centroids.latitude, longitude = postcode_centroids.longitude
    from postcode_centroids
    where postcode_centroids.postcode = activities.postcode
      and (activities.latitude, activities.longitude)
        is distinct from (postcode_centroids.latitude, postcode_centroids.longitude)`
  return count
}
