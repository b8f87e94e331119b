import { spawn } from 'node:child_process'
import { createRequire } from 'node:module'
import { createInterface } from 'node:readline'
import postgres from 'postgres'
import { MIGRATIONS_DIRECTORY, migrate } from '../../src/platform/db/migrate.ts'
import { PlainError } from '../../src/platform/plain-error.ts'
import { TEST_DATABASE_PREFIX, TEST_ROLES_SECRET } from './database.ts'
import type { TestServer } from './server.ts'

/**
 * Runs test files, all of them unless some are named, against one server: migrates a template, which each file clones,
 * and ends with the line `N passed, N failed`. Sets the exit code; whatever happens, databases and server are cleaned up.
 */
export async function runTests(startServer: () => Promise<TestServer>, files: readonly string[]): Promise<void> {
  let server: TestServer | undefined
  let counts: Counts | undefined
  const interruption = catchInterruption()
  try {
    server = await startServer()
    const template = `rother_template_${process.pid}`
    try {
      await createTemplate(server.adminUrl, template)
      counts = interruption.aborted ? undefined : await runTap(server, template, files, interruption)
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

/** Undefined when tap ended without its closing line, which it prints even when tests fail. */
async function runTap(
  server: TestServer,
  template: string,
  files: readonly string[],
  interruption: AbortSignal,
): Promise<Counts | undefined> {
  const tap = createRequire(import.meta.url)
    .resolve('tap/package.json')
    .replace('package.json', 'dist/esm/run.mjs')
  const child = spawn(process.execPath, [tap, 'run', '--reporter=tap', '--no-color', ...files], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      ...process.env,
      TEST_PG_URL: server.adminUrl,
      TEST_PG_TEMPLATE: template,
      TEST_RUN: String(process.pid),
      TEST_ROLES_SECRET,
      ...(server.programs === undefined ? {} : { TEST_PG_PROGRAMS: server.programs }),
    },
  })
  interruption.addEventListener('abort', () => child.kill('SIGTERM'))
  const ended = new Promise<number | null>((resolve, reject) => child.on('error', reject).on('close', resolve))

  const report = reportProgress()
  let counts: Counts | undefined
  for await (const line of createInterface({ input: child.stdout })) {
    counts = parseCounts(line) ?? counts
    report(line)
  }
  const code = await ended
  if (counts === undefined || interruption.aborted) return undefined
  // A file that ended early or timed out fails the run even if each assertion that it made was right.
  return code === 0 ? counts : { ...counts, failed: Math.max(1, counts.failed) }
}

/** tap's closing line, such as `# { total: 4, pass: 3, fail: 1 }`, which leaves out what is 0. */
function parseCounts(line: string): Counts | undefined {
  const counts = /^# \{ total: \d+(?:, pass: (\d+))?(?:, fail: (\d+))?/.exec(line)
  return counts === null ? undefined : { passed: Number(counts[1] ?? 0), failed: Number(counts[2] ?? 0) }
}

/** One line for a file that passes; for one that fails everything that tap says about it, but for what went well. */
function reportProgress(): (line: string) => void {
  let held: string[] = []
  let isFailing = false
  return (line) => {
    if (/^(TAP version|1\.\.\d+$|# \{ total|# time|# No coverage)/.test(line)) return
    const result = /^(not ok|ok) \d+ - (.*?)(?: # time=(\d+).*)?$/.exec(line)
    if (result === null && !line.startsWith('# Subtest')) {
      if (isFailing) print(line)
      else held.push(line)
      return
    }
    isFailing = result?.[1] === 'not ok'
    if (result !== null)
      console.log(
        `${isFailing ? 'FAILED' : 'passed'} ${result[2]}${result[3] === undefined ? '' : ` (${result[3]} ms)`}`,
      )
    if (isFailing) held.forEach(print)
    held = []
  }
}

function print(line: string): void {
  if (!/^\s+(ok \d+|1\.\.\d+$|# time)|^\s*$/.test(line)) console.log(line)
}
