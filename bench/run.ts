import type { ChildProcess } from 'node:child_process'
import { createHmac } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import postgres, { type Sql } from 'postgres'
import { startBundledPostgres } from '../src/platform/db/bundled-postgres.ts'
import { MIGRATIONS_DIRECTORY, migrate } from '../src/platform/db/migrate.ts'
import { type BenchScheme, buildScheme } from './data.ts'
import { createReferral, listCaseload, readOne, type Target } from './load.ts'
import { compare, end, print, residentMegabytes, root, type Side, secret, startBareServer, startOurs } from './sides.ts'
import { signIn, signInToPages } from './sign-in.ts'

/** `npm run bench [-- --quick]`: our path and the bare limit in turn, on the same machine and data, so that the ratio means something. */
const { quick = false } = parseArgs({ options: { quick: { type: 'boolean' } } }).values
const SIZE = quick ? { referrals: 10_000, rounds: 3, seconds: 3 } : { referrals: 100_000, rounds: 5, seconds: 5 }

async function main(): Promise<void> {
  if (!existsSync(join(root, 'dist', 'main.js'))) throw new Error('Build first: npm run build')
  const folder = await mkdtemp(join(tmpdir(), 'rother-bench-'))
  const rolesSecret = secret()
  // Durable, as in real use: a write that does not reach the disk is no write.
  const server = await startBundledPostgres({ dataDirectory: folder, log: () => {}, durable: true })
  const children: ChildProcess[] = []
  try {
    await migrate({ adminUrl: server.url, rolesSecret, directory: MIGRATIONS_DIRECTORY, log: () => {} })
    const sql = postgres(server.url, { max: 1, onnotice: () => {} }) as Sql
    const begun = performance.now()
    const scheme = await buildScheme(sql, SIZE.referrals)
    await sql.end()
    print(
      `${SIZE.referrals} referrals built in ${((performance.now() - begun) / 1000).toFixed(1)} s; ${SIZE.rounds} rounds of ${SIZE.seconds} s, 16 connections`,
    )

    const databaseUrl = server.url
    const ours = await startOurs(children, { databaseUrl, rolesSecret })
    const bare = await startBare(children, { databaseUrl, scheme })
    const today = new Date().toISOString().slice(0, 10)
    const referrer = { url: ours.url, headers: await signIn(ours.url, scheme.referrer.email) }
    const advisor = { url: ours.url, headers: await signIn(ours.url, scheme.advisor.email) }
    const api = '/api/v1'

    await measure(
      'create a referral',
      { target: referrer, next: () => createReferral(api, today) },
      { target: bare, next: () => createReferral('', today) },
    )
    await measure(
      'read one with audit',
      { target: advisor, next: () => readOne(api, scheme.referralIds) },
      { target: bare, next: () => readOne('', scheme.referralIds) },
    )
    await measure(
      'list 25 of a caseload',
      { target: advisor, next: () => listCaseload(api) },
      { target: bare, next: () => listCaseload('') },
    )
    const pages = {
      'page of a caseload': '/referrals?owner=me',
      'page of a referral': `/referrals/${scheme.ownReferralId}`,
    }
    const reader = { url: ours.url, headers: await signInToPages(ours.url, scheme.advisor.email) }
    const { email } = scheme.advisor
    const barePages = await startBarePages(children, { databaseUrl, rolesSecret, email, paths: Object.values(pages) })
    for (const [name, path] of Object.entries(pages))
      await measure(name, { target: reader, next: () => ({ path }) }, { target: barePages, next: () => ({ path }) })
    print(
      `cold start to first 200: ${ours.coldStartMs.toFixed(0)} ms; resident memory after the load: ${await residentMegabytes(ours.process)} MB`,
    )
  } finally {
    for (const child of children) await end(child)
    await server.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

async function measure(name: string, ours: Side, bare: Side): Promise<void> {
  print(await compare(name, { ours, bare, size: SIZE }))
}

type BareFacts = { databaseUrl: string; scheme: BenchScheme }

async function startBare(children: ChildProcess[], { databaseUrl, scheme }: BareFacts): Promise<Target> {
  const key = secret()
  const url = await startBareServer(children, 'bare-server.ts', { databaseUrl, scheme, secret: key })
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const text = `${part({ alg: 'HS256', typ: 'JWT' })}.${part({ sub: scheme.advisor.accountId, exp: Math.floor(Date.now() / 1000) + 3600 })}`
  const token = `${text}.${createHmac('sha256', key).update(text).digest('base64url')}`
  return { url, headers: { authorization: `Bearer ${token}` } }
}

type BarePageFacts = { databaseUrl: string; rolesSecret: string; email: string; paths: string[] }

const startBarePages = async (children: ChildProcess[], facts: BarePageFacts): Promise<Target> => ({
  url: await startBareServer(children, 'bare-pages.ts', facts),
  headers: {},
})

await main()
