import type { ChildProcess } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import postgres, { type Sql } from 'postgres'
import { readFeed } from '../src/interop/open-referral/use-cases/read-feed.ts'
import { startBundledPostgres } from '../src/platform/db/bundled-postgres.ts'
import { MIGRATIONS_DIRECTORY, migrate } from '../src/platform/db/migrate.ts'
import { openPools } from '../src/platform/db/pools.ts'
import { uuidv7 } from '../src/platform/ids.ts'
import { createLogger } from '../src/platform/log.ts'
import { type BenchScheme, buildScheme } from './data.ts'
import { compare, end, print, root, secret, startBareServer, startOurs } from './sides.ts'

/**
 * `npx tsx bench/open-referral.ts [--quick]`: a page of the open feed beside the bare limit, over 500 listings and over 20,000,
 * and how long 20,000 services of another area take to be brought, with what memory.
 */
const { quick = false } = parseArgs({ options: { quick: { type: 'boolean' } } }).values
const SIZE = quick ? { rounds: 3, seconds: 2 } : { rounds: 5, seconds: 5 }
const SERVICES = 20_000

async function main(): Promise<void> {
  if (!existsSync(join(root, 'dist', 'main.js'))) throw new Error('Build first: npm run build')
  const folder = await mkdtemp(join(tmpdir(), 'rother-bench-'))
  const rolesSecret = secret()
  const server = await startBundledPostgres({ dataDirectory: folder, log: () => {}, durable: true })
  const children: ChildProcess[] = []
  try {
    await migrate({ adminUrl: server.url, rolesSecret, directory: MIGRATIONS_DIRECTORY, log: () => {} })
    const sql = postgres(server.url, { max: 1, onnotice: () => {} }) as Sql
    const scheme = await buildScheme(sql, 1_000)
    await sql`update scheme_settings set settings = jsonb_set(settings, '{directory}', '{"isPublic": true}')`
    const databaseUrl = server.url
    const ours = await startOurs(children, { databaseUrl, rolesSecret })
    const bare = {
      url: await startBareServer(children, 'bare-open-referral.ts', { databaseUrl, schemeId: scheme.schemeId }),
      headers: {},
    }
    for (const listings of [500, SERVICES]) {
      await fillDirectory(sql, scheme, listings)
      let page = 0
      const next = (prefix: string) => () => ({ path: `${prefix}/services?page=${1 + (page++ % (listings / 50))}` })
      const sides = {
        ours: { target: { url: ours.url, headers: {} }, next: next('/open-referral-uk') },
        bare: { target: bare, next: next('') },
        size: SIZE,
      }
      print(await compare(`page of the feed, ${listings} listings`, sides))
    }
    print(await bring(sql, { databaseUrl, rolesSecret, scheme }))
    await sql.end()
  } finally {
    for (const child of children) await end(child)
    await server.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

async function fillDirectory(sql: Sql, { schemeId, serviceId }: BenchScheme, most: number): Promise<void> {
  await sql`
    insert into activities (scheme_id, id, provider_id, name, category, description, who_for, location_kind, postcode, when_held, access, capacity, created_at, email, website)
    select ${schemeId}, gen_random_uuid(), ${serviceId}, 'Walk ' || n, 'physical-activity', repeat('Along the canal and back. ', 12), 'Anybody', 'venue', 'S60 1AA',
      'Tuesdays 10 to 12', '{}', 12, now(), 'walk@bench.example', 'https://bench.example/walk'
    from generate_series(1 + (select count(*)::integer from activities), ${most}) as n`
  await sql`vacuum analyze activities`
}

type Facts = { databaseUrl: string; rolesSecret: string; scheme: BenchScheme }

/** Another area's feed, served from this process page by page, brought by the job's own use-case. */
async function bring(sql: Sql, { databaseUrl, rolesSecret, scheme }: Facts): Promise<string> {
  const { schemeId, advisor } = scheme
  const feed = createServer((request, response) => {
    const { searchParams } = new URL(request.url ?? '/', 'http://feed.example')
    const [page, perPage] = [Number(searchParams.get('page')), Number(searchParams.get('per_page') ?? 100)]
    const contents = Array.from({ length: perPage }, (_, index) => serviceOf((page - 1) * perPage + index))
    response.end(JSON.stringify({ page_number: page, total_pages: SERVICES / perPage, contents }))
  })
  await new Promise<void>((resolve) => feed.listen(0, '127.0.0.1', resolve))
  const [feedId, runId] = [uuidv7(), uuidv7()]
  const url = `http://127.0.0.1:${(feed.address() as AddressInfo).port}`
  await sql`insert into directory_feeds (scheme_id, id, name, url, licence, source, category, added_at, added_by_id)
    values (${schemeId}, ${feedId}, 'Next door', ${url}, 'OGL v3.0', 'Next door', 'befriending', now(), ${advisor.membershipId})`
  await sql`insert into directory_feed_runs (scheme_id, id, feed_id, kind, status, started_at, worked_at) values (${schemeId}, ${runId}, ${feedId}, 'update', 'reading', now(), now())`
  const pools = openPools({ databaseUrl, rolesSecret })
  const context = {
    ...(await pools.scheme(schemeId)),
    schemeId,
    now: () => new Date(),
    today: () => new Date().toISOString().slice(0, 10),
    newId: () => uuidv7(),
    log: createLogger('silent'),
  }
  const atRest = process.memoryUsage.rss()
  let most = atRest
  const watch = setInterval(() => {
    most = Math.max(most, process.memoryUsage.rss())
  }, 100)
  const begun = performance.now()
  let status = 'reading'
  while (status !== 'done' && status !== 'failed') {
    // As the worker does, part after part.
    await readFeed(context, { runId }, { allowsLoopback: true })
    status =
      (await sql<{ status: string }[]>`select status from directory_feed_runs where id = ${runId}`)[0]?.status ?? ''
  }
  const seconds = (performance.now() - begun) / 1_000
  clearInterval(watch)
  const [run] = await sql<{ added: number }[]>`select added from directory_feed_runs where id = ${runId}`
  await pools.end()
  feed.closeAllConnections()
  feed.close()
  const megabytes = (bytes: number) => (bytes / 1_048_576).toFixed(0)
  return `${run?.added} services of another area brought in ${seconds.toFixed(1)} s (${status}); memory ${megabytes(atRest)} MB at rest, ${megabytes(most)} MB at most, the served feed included`
}

const serviceOf = (number: number) => ({
  id: `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`,
  name: `Service ${number}`,
  description: 'Something to do, with others, near where one lives. '.repeat(8),
  status: 'active',
  last_modified: '2026-02-01T10:00:00.000Z',
  organization: {
    id: `00000000-0000-4000-9000-${String(number % 2_000).padStart(12, '0')}`,
    name: `Organisation ${number % 2_000}`,
    description: 'One of them',
  },
  schedules: [
    { id: ID, freq: 'WEEKLY', interval: 1, byday: 'TU', dtstart: '2012-01-03', opens_at: '10:00', closes_at: '12:00' },
  ],
  service_at_locations: [
    {
      id: ID,
      location: {
        id: ID,
        location_type: 'physical',
        addresses: [{ id: ID, address_1: 'Town Hall', city: 'Millbridge', postal_code: 'S60 1AA' }],
      },
    },
  ],
})
const ID = '00000000-0000-4000-8000-000000000001'

await main()
