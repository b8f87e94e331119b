import { type ChildProcess, spawn } from 'node:child_process'
import { createHmac, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import postgres, { type Sql } from 'postgres'
import { startBundledPostgres } from '../src/platform/db/bundled-postgres.ts'
import { MIGRATIONS_DIRECTORY, migrate } from '../src/platform/db/migrate.ts'
import { median } from '../src/platform/statistics.ts'
import { type BenchScheme, buildScheme } from './data.ts'
import { createReferral, listCaseload, load, type Measured, readOne, type Target } from './load.ts'
import { signIn, signInToPages } from './sign-in.ts'

/** `npm run bench [-- --quick]`: our path and the bare limit in turn, on the same machine and data, so that the ratio means something. */
const { quick = false } = parseArgs({ options: { quick: { type: 'boolean' } } }).values
const SIZE = quick ? { referrals: 10_000, rounds: 3, seconds: 3 } : { referrals: 100_000, rounds: 5, seconds: 5 }

const print = (line: string) => process.stdout.write(`${line}\n`)
const secret = () => randomBytes(32).toString('base64url')
const root = join(import.meta.dirname, '..')

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

    await compare(
      'create a referral',
      { target: referrer, next: () => createReferral(api, today) },
      { target: bare, next: () => createReferral('', today) },
    )
    await compare(
      'read one with audit',
      { target: advisor, next: () => readOne(api, scheme.referralIds) },
      { target: bare, next: () => readOne('', scheme.referralIds) },
    )
    await compare(
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
      await compare(name, { target: reader, next: () => ({ path }) }, { target: barePages, next: () => ({ path }) })
    print(
      `cold start to first 200: ${ours.coldStartMs.toFixed(0)} ms; resident memory after the load: ${await residentMegabytes(ours.process)} MB`,
    )
  } finally {
    for (const child of children) await end(child)
    await server.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

type Side = { target: Target; next: () => { path?: string } }

async function compare(name: string, ours: Side, bare: Side): Promise<void> {
  // One short run each, not counted: connections, caches and the compiler warm up.
  await load(ours.target, 1, ours.next)
  await load(bare.target, 1, bare.next)
  const rounds: { ours: Measured; bare: Measured }[] = []
  for (let round = 0; round < SIZE.rounds; round++) {
    rounds.push({
      ours: await load(ours.target, SIZE.seconds, ours.next),
      bare: await load(bare.target, SIZE.seconds, bare.next),
    })
  }
  const middle = (value: (round: (typeof rounds)[number]) => number) => median(rounds.map(value)) ?? Number.NaN
  const side = (label: string, of: (round: (typeof rounds)[number]) => Measured) =>
    `${label} ${middle((round) => of(round).perSecond).toFixed(0)}/s, median ${middle((round) => of(round).p50).toFixed(1)} ms, p99 ${middle((round) => of(round).p99).toFixed(1)} ms`
  const ratio = middle((round) => round.ours.perSecond / round.bare.perSecond)
  print(
    `${name}: ${side('ours', (round) => round.ours)}; ${side('limit', (round) => round.bare)}; ratio ${ratio.toFixed(2)}`,
  )
}

async function startOurs(
  children: ChildProcess[],
  { databaseUrl, rolesSecret }: { databaseUrl: string; rolesSecret: string },
) {
  const [port, metricsPort] = [await freePort(), await freePort()]
  const begun = performance.now()
  const child = spawn(process.execPath, [join(root, 'dist', 'main.js')], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: {
      ...process.env,
      NODE_ENV: 'production',
      PORT: String(port),
      METRICS_PORT: String(metricsPort),
      DATABASE_URL: databaseUrl,
      DATABASE_ROLES_SECRET: rolesSecret,
      ACCESS_TOKEN_KEYS: `bench:${secret()}`,
      REFRESH_TOKEN_SECRET: secret(),
      SECOND_FACTOR_KEY: secret(),
      LINK_SECRET: secret(),
      PUBLIC_URL: 'https://bench.example',
      AUDIT_SEAL_KEY: secret(),
      RATE_LIMIT_PER_MINUTE: '100000000',
    },
  })
  children.push(child)
  const url = `http://127.0.0.1:${port}`
  await firstAnswer(`${url}/health/ready`)
  return { url, process: child, coldStartMs: performance.now() - begun }
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

/** Starts a limit in a process of its own and waits until it listens: its address. */
async function startBareServer(children: ChildProcess[], file: string, facts: object): Promise<string> {
  const port = await freePort()
  const child = spawn(process.execPath, ['--import', 'tsx', join(import.meta.dirname, file)], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, NODE_ENV: 'production', BENCH: JSON.stringify({ ...facts, port }) },
  })
  children.push(child)
  const ended = once(child, 'exit').then(() => {
    throw new Error(`${file} ended before it listened`)
  })
  await Promise.race([once(child.stdout ?? child, 'data'), ended])
  ended.catch(() => {})
  return `http://127.0.0.1:${port}`
}

async function firstAnswer(url: string): Promise<void> {
  for (let tries = 0; tries < 1_000; tries++) {
    const answer = await fetch(url).catch(() => undefined)
    if (answer?.status === 200) return
    await wait(10)
  }
  throw new Error(`${url} did not answer`)
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const address = probe.address()
  probe.close()
  await once(probe, 'close')
  return typeof address === 'object' && address !== null ? address.port : 0
}

async function residentMegabytes({ pid }: ChildProcess): Promise<string> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '')
  const kilobytes = /VmRSS:\s+(\d+)/.exec(status)?.[1]
  return kilobytes === undefined ? 'unknown' : (Number(kilobytes) / 1024).toFixed(0)
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return
  child.kill('SIGTERM')
  await Promise.race([once(child, 'exit'), wait(15_000).then(() => child.kill('SIGKILL'))])
}

await main()
