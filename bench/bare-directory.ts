import Fastify from 'fastify'
import postgres from 'postgres'

/**
 * The bare limit of a search of the directory: fastify, postgres.js and one statement as the owner, without row-level security,
 * with the columns of our answer, in its order, and JSON.stringify. What lies in the circle is read first, and the rest of the
 * directory only where that fills no page; words are compared with what the cheap conditions leave.
 */
const { databaseUrl, schemeId, port } = JSON.parse(process.env.BENCH ?? '{}') as {
  databaseUrl: string
  schemeId: string
  port: number
}
const sql = postgres(databaseUrl, { max: 6, onnotice: () => {} })
const app = Fastify()
const PARTS = ['morning', 'afternoon', 'evening']

app.get('/activities', async (request, reply) => {
  const { words = '', near = '', withinKm = '', day = '' } = request.query as Record<string, string>
  const metres = Number(withinKm) * 1_000
  const typed = words.split(' ')
  const high = (metres + 1) / 111_195
  const distance = sql`round(sqrt(power((activities.latitude - place.latitude) * 111195, 2)
    + power((activities.longitude - place.longitude) * 111195 * place.narrow, 2)))::int`
  const likeWords = sql`(provider_id in (select id from groups) or category in (select code from ways)
    or 0.5 <= all (select word_similarity(word, search_text) from unnest(${typed}::text[]) as word))`
  const held = PARTS.map((part) => `${day}-${part}`)
  const rows = await sql`
    with place as materialized (
      select avg(latitude) as latitude, avg(longitude) as longitude, cos(radians(avg(latitude))) as narrow
      from postcode_centroids where postcode >= ${`${near} `} and postcode < ${`${near}!`}
    ), groups as materialized (
      select id from organisations
      where scheme_id = ${schemeId} and 0.5 <= all (select word_similarity(word, lower(name)) from unnest(${typed}::text[]) as word)
    ), ways as materialized (
      select code from scheme_list_items
      where scheme_id = ${schemeId} and list = 'activity-category' and lower(label) like all (${typed.map((word) => `%${word}%`)}::text[])
    ), circle as materialized (
      select activities.*, ${distance} as metres from activities cross join place
      where scheme_id = ${schemeId} and hidden_at is null and held && ${held}::text[] and review_rung < 4
        and activities.latitude between place.latitude - ${high} and place.latitude + ${high}
        and activities.longitude between place.longitude - ${high} / place.narrow and place.longitude + ${high} / place.narrow
    ), near as materialized (
      select * from circle where metres <= ${metres} and ${likeWords}
      order by metres, name, id limit 26
    ), around as materialized (
      select activities.*, ${distance} as metres from activities cross join place
      where (select count(*) from near) < 26 and scheme_id = ${schemeId} and hidden_at is null and held && ${held}::text[]
        and (location_kind <> 'venue' or (activities.latitude between place.latitude - ${high} and place.latitude + ${high}
          and activities.longitude between place.longitude - ${high} / place.narrow and place.longitude + ${high} / place.narrow))
    ), found as (
      select * from near where (select count(*) from near) = 26
      union all (select * from around where (location_kind <> 'venue' or metres <= ${metres}) and ${likeWords}
        order by review_rung >= 4, coalesce(metres, 99999999), name, id limit 26)
    )
    select found.id, provider_id, organisations.name as provider_name, found.name, category, description, who_for, who_not_for, minimum_age,
      maximum_age, cost_pence, cost_note, languages, getting_there, first_time, found.phone, found.email, website, found.address, areas, entry,
      location_kind, found.postcode, when_held, schedule, access, capacity, taken, places_mode, capacity_level, waiting_order, places_said_at,
      found.status, found.closed_because, reopens_on, confirmed_on, source, found.version, metres
    from found join organisations on organisations.scheme_id = found.scheme_id and organisations.id = provider_id
    order by review_rung >= 4, coalesce(metres, 99999999), found.name, found.id`
  return reply.type('application/json; charset=utf-8').send(JSON.stringify({ items: rows }))
})

await app.listen({ host: '127.0.0.1', port })
process.on('SIGTERM', () => {
  app
    .close()
    .then(() => sql.end())
    .then(
      () => process.exit(0),
      () => process.exit(1),
    )
})
process.stdout.write('ready\n')
