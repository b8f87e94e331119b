import Fastify from 'fastify'
import postgres from 'postgres'

/**
 * The bare limit of a page of the open feed: fastify, postgres.js, one statement for fifty listings with the same columns, and
 * JSON.stringify. No scheme is found, nothing is counted, and the rows leave as they came.
 */
const { databaseUrl, schemeId, port } = JSON.parse(process.env.BENCH ?? '{}') as {
  databaseUrl: string
  schemeId: string
  port: number
}
const sql = postgres(databaseUrl, { max: 6, onnotice: () => {} })
const app = Fastify()

app.get('/services', async (request, reply) => {
  const { page = '1' } = request.query as { page?: string }
  const rows = await sql`
    select activities.id, activities.name, category, description, who_for, who_not_for, minimum_age, maximum_age, activities.email,
      website, entry, status, activities.closed_because, reopens_on, confirmed_on, updated_at, organisations.id as organisation_id,
      organisations.name as organisation_name
    from (select * from activities where scheme_id = ${schemeId} order by id limit 50 offset ${(Number(page) - 1) * 50}) as activities
    join organisations on organisations.scheme_id = activities.scheme_id and organisations.id = activities.provider_id
    order by activities.id`
  return reply.type('application/json; charset=utf-8').send(JSON.stringify({ contents: rows }))
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
