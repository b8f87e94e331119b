import type { ChildProcess } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import postgres, { type Sql } from 'postgres'
import { startBundledPostgres } from '../src/platform/db/bundled-postgres.ts'
import { MIGRATIONS_DIRECTORY, migrate } from '../src/platform/db/migrate.ts'
import { buildScheme } from './data.ts'
import { askOfDirectory, fillDirectory, POSTCODES } from './directory-data.ts'
import { compare, end, print, root, secret, startBareServer, startOurs } from './sides.ts'
import { signIn, signInToPages } from './sign-in.ts'

/**
 * `npx tsx bench/directory.ts [--quick]`: a search of 100,000 listings by words, distance and day beside the bare limit, and the
 * page of the same search beside the same limit. The issue aims at half.
 */
const { quick = false } = parseArgs({ options: { quick: { type: 'boolean' } } }).values
const SIZE = quick ? { rounds: 3, seconds: 5 } : { rounds: 5, seconds: 10 }
const ACTIVITIES = 100_000

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
    await fillDirectory(sql, scheme, ACTIVITIES)
    await sql.end()
    print(
      `${ACTIVITIES} listings and ${POSTCODES} postcodes; ${SIZE.rounds} rounds of ${SIZE.seconds} s, 16 connections`,
    )
    const databaseUrl = server.url
    const ours = await startOurs(children, { databaseUrl, rolesSecret })
    const bare = {
      target: {
        url: await startBareServer(children, 'bare-directory.ts', { databaseUrl, schemeId: scheme.schemeId }),
        headers: {},
      },
      next: () => askOfDirectory('/activities'),
    }
    const { email } = scheme.advisor
    const api = {
      target: { url: ours.url, headers: await signIn(ours.url, email) },
      next: () => askOfDirectory('/api/v1/activities'),
    }
    const page = {
      target: { url: ours.url, headers: await signInToPages(ours.url, email) },
      next: () => askOfDirectory('/directory'),
    }
    print(await compare('search by words, distance and day', { ours: api, bare, size: SIZE }))
    print(await compare('page of the same search', { ours: page, bare, size: SIZE }))
  } finally {
    for (const child of children) await end(child)
    await server.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

await main()
