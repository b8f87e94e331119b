import { randomBytes } from 'node:crypto'
import postgres from 'postgres'

/** Roles belong to the whole server: with TEST_DATABASE_URL on a server that is also used otherwise, set its secret here. */
export const TEST_ROLES_SECRET = process.env.TEST_ROLES_SECRET ?? 'made up for tests: quiet-harbour-lantern-42'

/** Followed by the process id of the run, which drops what a killed test file left. */
export const TEST_DATABASE_PREFIX = 'rother_test_'

/** What tap gives a test, and no more of it than clean-up needs. */
export type TestLike = { teardown: (clean: () => Promise<void>) => unknown }

/** A database of its own for one test file, migrated, with no rows; it is dropped at the end. The address is the administrator's. */
export async function cloneDatabase(t: TestLike): Promise<{ url: string; name: string }> {
  return createDatabase(t, `template ${env('TEST_PG_TEMPLATE')}`)
}

/** The same without tables or anything else: for tests of migrating itself. */
export async function emptyDatabase(t: TestLike): Promise<{ url: string; name: string }> {
  return createDatabase(t, 'template template0')
}

async function createDatabase(t: TestLike, from: string): Promise<{ url: string; name: string }> {
  const name = `${TEST_DATABASE_PREFIX}${env('TEST_RUN')}_${randomBytes(6).toString('hex')}`
  await asAdmin(`create database ${name} ${from}`)
  t.teardown(() => asAdmin(`drop database if exists ${name} with (force)`))
  const url = new URL(env('TEST_PG_URL'))
  url.pathname = name
  return { url: url.href, name }
}

async function asAdmin(statement: string): Promise<void> {
  const admin = postgres(env('TEST_PG_URL'), { max: 1, onnotice: () => {} })
  try {
    await admin.unsafe(statement)
  } finally {
    await admin.end()
  }
}

function env(name: string): string {
  const value = process.env[name]
  if (value === undefined) throw new Error(`${name} is not set: run tests with npm test, which takes paths, too`)
  return value
}
