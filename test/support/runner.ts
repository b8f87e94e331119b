import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { availableParallelism } from 'node:os'
import { createInterface } from 'node:readline'
import postgres from 'postgres'
import { MIGRATIONS_DIRECTORY, migrate } from '../../src/platform/db/migrate.ts'
import { PlainError } from '../../src/platform/plain-error.ts'
import { compileTests, toCompiled } from './compile.ts'
import { TEST_DATABASE_PREFIX, TEST_ROLES_SECRET } from './database.ts'
import type { TestServer } from './server.ts'

/**
 * Runs test files against one server: migrates a template, which each file clones,
 * and ends with the line `N passed, N failed`. Sets the exit code; whatever happens, databases and server are cleaned up.
 */
export async function runTests(startServer: () => Promise<TestServer>, files: readonly string[]): Promise<void> {
  let server: TestServer | undefined
  let counts: Counts | undefined
  const interruption = catchInterruption()
  try {
    compileTests()
    server = await startServer()
    const template = `rother_template_${process.pid}`
    try {
      await createTemplate(server.adminUrl, template)
      counts = interruption.aborted ? undefined : await runFiles(server, template, files, interruption)
    } finally {
      await dropDatabases(server.adminUrl, [template, `${TEST_DATABASE_PREFIX}${process.pid}_%`])
    }
  } catch (error) {
    console.error(error instanceof PlainError ? error.message : error)
  } finally {
    await server?.stop()
  }
  if (interruption.aborted) console.error('Interrupted')
  else if (counts === undefined) console.error('The tests did not run to the end')
  const { passed, failed } = counts ?? { passed: 0, failed: 1 }
  process.exitCode = failed === 0 ? 0 : 1
  console.log(`${passed} passed, ${failed} failed`)
}

type Counts = { passed: number; failed: number }

/** A signal, or the end of who reads our lines (`npm test | head`), is no reason to leave a server behind. */
function catchInterruption(): AbortSignal {
  const controller = new AbortController()
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, () => controller.abort())
  process.stdout.on('error', () => controller.abort())
  return controller.signal
}

async function createTemplate(adminUrl: string, name: string): Promise<void> {
  const admin = postgres(adminUrl, { max: 1, onnotice: () => {} })
  try {
    await admin.unsafe(`create database ${name}`)
    const url = new URL(adminUrl)
    url.pathname = name
    await migrate({
      adminUrl: url.href,
      rolesSecret: TEST_ROLES_SECRET,
      directory: MIGRATIONS_DIRECTORY,
      log: () => {},
    })
    // Nobody may be connected to a template while it is cloned.
    await admin.unsafe(`alter database ${name} with allow_connections false`)
  } finally {
    await admin.end()
  }
}

async function dropDatabases(adminUrl: string, patterns: string[]): Promise<void> {
  const admin = postgres(adminUrl, { max: 1, onnotice: () => {} })
  try {
    const databases = await admin<{ name: string }[]>`
      select datname as name from pg_database where datname like any(${patterns.map((pattern) => pattern.replaceAll('_', '\\_'))})`
    for (const { name } of databases) await admin.unsafe(`drop database if exists ${name} with (force)`)
  } finally {
    await admin.end()
  }
}

/** One process more at once than there are cores, because each waits for the database a third of its time. */
async function runFiles(
  server: TestServer,
  template: string,
  files: readonly string[],
  interruption: AbortSignal,
): Promise<Counts | undefined> {
  const env = {
    ...process.env,
    TEST_PG_URL: server.adminUrl,
    TEST_PG_TEMPLATE: template,
    TEST_RUN: String(process.pid),
    TEST_ROLES_SECRET,
    // Seconds, for each part of a file: what a busy machine may take is for the whole file alone to say.
    TAP_TIMEOUT: String(MOST_MS / 1000),
    ...(server.programs === undefined ? {} : { TEST_PG_PROGRAMS: server.programs }),
  }
  const waiting = [...files]
  const counts = { passed: 0, failed: 0 }
  async function runWaiting(): Promise<void> {
    while (waiting.length > 0 && !interruption.aborted) {
      const runner = startRunner(env, interruption, counts)
      for (let turn = 0; turn < MOST_FILES && !interruption.aborted; turn++) {
        const file = waiting.shift()
        if (file === undefined || !(await runner.run(file))) break
      }
      await runner.end()
    }
  }
  await Promise.all(Array.from({ length: availableParallelism() + 1 }, runWaiting))
  return interruption.aborted ? undefined : counts
}

/** So many files in one process, which then gives its memory back. */
const MOST_FILES = 12

/** Most of a test's memory is short-lived: with more room for it, collecting takes a fifth of the time. */
const NODE_OPTIONS = ['--max-semi-space-size=64']

/** `run` says whether the process may run another file: not after one that failed, which may have left anything behind. */
type Runner = { run: (file: string) => Promise<boolean>; end: () => Promise<void> }

/** A process that runs files one after another. One that ends by itself fails the file that it was at. */
function startRunner(env: NodeJS.ProcessEnv, interruption: AbortSignal, counts: Counts): Runner {
  const child = spawn(process.execPath, [...NODE_OPTIONS, toCompiled(ONE_AFTER_ANOTHER)], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env,
  })
  let latest = 'its start'
  let hasFailed = false
  const kill = () => child.kill('SIGTERM')
  interruption.addEventListener('abort', kill)
  // That it is gone says `ended`.
  child.stdin.on('error', () => {})
  const lines = createInterface({ input: child.stdout })
  const ended = once(child, 'close').then(([code, signal]) => {
    interruption.removeEventListener('abort', kill)
    return `ended with ${signal ?? `exit code ${code}`}`
  })

  /** What tap wrote about one file, and its counts; or how the process ended. */
  async function read(): Promise<{ said: string[]; outcome: Counts | string }> {
    const said: string[] = []
    const told = new Promise<Counts>((resolve) => {
      lines.on('line', (line) => {
        said.push(line)
        const found = parseCounts(line)
        if (found !== undefined) resolve(found)
      })
    })
    const outcome = await Promise.race([told, ended])
    lines.removeAllListeners('line')
    return { said, outcome }
  }

  async function run(file: string): Promise<boolean> {
    latest = file
    const startedAt = performance.now()
    const reading = read()
    child.stdin.write(`${toCompiled(file)}\n`)
    const { said, outcome } = await inTime(reading)
    if (interruption.aborted) return false
    const { passed, failed } = typeof outcome === 'string' ? { passed: 0, failed: 1 } : outcome
    // An empty file fails the run.
    const isRight = failed === 0 && passed > 0
    counts.passed += passed
    counts.failed += isRight ? 0 : Math.max(1, failed)
    console.log(`${isRight ? 'passed' : 'FAILED'} ${file} (${Math.round(performance.now() - startedAt)} ms)`)
    if (isRight) return true
    for (const line of faultsIn(said)) console.log(line)
    if (typeof outcome === 'string') console.log(`    ${outcome}`)
    else if (failed === 0) console.log('    asserts nothing')
    hasFailed = true
    kill()
    return false
  }

  async function inTime<Answer>(answer: Promise<Answer>): Promise<Answer> {
    const tooLong = setTimeout(() => child.kill('SIGKILL'), MOST_MS)
    return answer.finally(() => clearTimeout(tooLong))
  }

  /** What a file leaves open keeps the process, and what it leaves running may fail after its last test: that fails the run too. */
  async function end(): Promise<void> {
    child.stdin.end()
    const how = await inTime(ended)
    if (how === ENDED_WELL || hasFailed || interruption.aborted) return
    counts.failed += 1
    console.log(`FAILED after ${latest}: the process ${how}`)
  }
  return { run, end }
}
const ONE_AFTER_ANOTHER = 'test/support/one-after-another.ts'
const ENDED_WELL = 'ended with exit code 0'

/** The slowest takes a tenth of it. */
const MOST_MS = 420_000

/** Of a file that fails: what failed, where it stands and what tap says about it; nothing of what went well. */
function faultsIn(lines: readonly string[]): string[] {
  const shown: string[] = []
  let above: { depth: number; line: string }[] = []
  let isFault = false
  for (const line of lines) {
    const depth = line.search(/\S/)
    const [, mark] = /^\s*(# Subtest|ok \d|not ok \d|1\.\.\d+$|# time|# \{ total|TAP version)/.exec(line) ?? []
    if (mark === undefined && depth >= 0 && isFault) shown.push(line)
    if (mark === undefined) continue
    isFault = mark.startsWith('not ok')
    above = above.filter((header) => header.depth < depth || (isFault && header.depth === depth))
    if (mark === '# Subtest') above.push({ depth, line })
    if (!isFault) continue
    shown.push(...above.map((header) => header.line), line)
    above = []
  }
  return shown
}

/** The line with which a file ends in `one-after-another.ts`. */
function parseCounts(line: string): Counts | undefined {
  const [, counts] = /^# came of it ({"passed":\d+,"failed":\d+})$/.exec(line) ?? []
  return counts === undefined ? undefined : (JSON.parse(counts) as Counts) // of the two numbers of the pattern
}
