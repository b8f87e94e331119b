import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { median } from '../src/platform/statistics.ts'
import { load, type Measured, type Target } from './load.ts'

/** What every measurement needs: our own server and the bare one, each in a process of its own, and the two in turn. */
export const root = join(import.meta.dirname, '..')
export const secret = () => randomBytes(32).toString('base64url')
export const print = (line: string) => process.stdout.write(`${line}\n`)

export type Side = { target: Target; next: () => { path?: string } }

export type Size = { rounds: number; seconds: number }

/** Ours and the limit in turn, so that what else the machine does falls on both: a line of what was measured. */
export async function compare(
  name: string,
  { ours, bare, size }: { ours: Side; bare: Side; size: Size },
): Promise<string> {
  // One short run each, not counted: connections, caches and the compiler warm up.
  await load(ours.target, 1, ours.next)
  await load(bare.target, 1, bare.next)
  const rounds: { ours: Measured; bare: Measured }[] = []
  for (let round = 0; round < size.rounds; round++) {
    rounds.push({
      ours: await load(ours.target, size.seconds, ours.next),
      bare: await load(bare.target, size.seconds, bare.next),
    })
  }
  const middle = (value: (round: (typeof rounds)[number]) => number) => median(rounds.map(value)) ?? Number.NaN
  const side = (label: string, of: (round: (typeof rounds)[number]) => Measured) =>
    `${label} ${middle((round) => of(round).perSecond).toFixed(0)}/s, median ${middle((round) => of(round).p50).toFixed(1)} ms, p99 ${middle((round) => of(round).p99).toFixed(1)} ms`
  const ratio = middle((round) => round.ours.perSecond / round.bare.perSecond)
  return `${name}: ${side('ours', (round) => round.ours)}; ${side('limit', (round) => round.bare)}; ratio ${ratio.toFixed(2)}`
}

export async function startOurs(
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

/** Starts a limit in a process of its own and waits until it listens: its address. */
export async function startBareServer(children: ChildProcess[], file: string, facts: object): Promise<string> {
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

export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const address = probe.address()
  probe.close()
  await once(probe, 'close')
  return typeof address === 'object' && address !== null ? address.port : 0
}

export async function residentMegabytes({ pid }: ChildProcess): Promise<string> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '')
  const kilobytes = /VmRSS:\s+(\d+)/.exec(status)?.[1]
  return kilobytes === undefined ? 'unknown' : (Number(kilobytes) / 1024).toFixed(0)
}

export async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return
  child.kill('SIGTERM')
  await Promise.race([once(child, 'exit'), wait(15_000).then(() => child.kill('SIGKILL'))])
}
