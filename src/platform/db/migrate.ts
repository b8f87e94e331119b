import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import postgres, { type ISql, type Sql } from 'postgres'
import { PlainError } from '../plain-error.ts'
import { DATABASE_ROLES, LOGIN_ROLES, provisionRoles } from './roles.ts'

/** `migrations` in the package root, which lies as far above src/platform/db as above dist/platform/db. */
export const MIGRATIONS_DIRECTORY = fileURLToPath(new URL('../../../migrations', import.meta.url))

const LOCK_ATTEMPTS = 20

/** Waiting for a lock blocks everyone who queues behind it, so wait briefly and come back rather than stand in the way. */
const LOCK_TIMEOUT = '50ms'

type Log = (line: string) => void
type Migration = { name: string; checksum: string; statements: string[]; inTransaction: boolean }
type Applied = { name: string; checksum: string }

/**
 * Brings the database up to date: the roles, then every migration that it has not had, in order, each in a transaction of
 * its own. Two runs at once are safe: the second waits, then finds nothing to do.
 */
export async function migrate(input: {
  adminUrl: string
  rolesSecret: string
  directory: string
  log: Log
}): Promise<{ applied: string[] }> {
  const { adminUrl, rolesSecret, directory, log } = input
  const migrations = await readMigrations(directory)
  const { notes } = await provisionRoles(adminUrl, rolesSecret)
  for (const note of notes) log(note)

  const sql = postgres(adminUrl, { max: 1, max_lifetime: null, onnotice: () => {}, transform: { undefined: null } })
  try {
    await takeTurn(sql, log)
    await sql.begin(createMigrationsTable)
    const pending = findPending(migrations, await listApplied(sql))
    for (const migration of pending) {
      if (migration.inTransaction) await applyWithRetry(sql, migration, log)
      else await applyStepwise(sql, migration)
      log(`Applied migration ${migration.name}`)
    }
    return { applied: pending.map(({ name }) => name) }
  } finally {
    await sql.end()
  }
}

/** The names of migrations that the database still needs; for readiness checks, which any login role may run. */
export async function pendingMigrations(sqlUrl: string, directory: string): Promise<string[]> {
  const sql = postgres(sqlUrl, { max: 1, onnotice: () => {}, transform: { undefined: null } })
  try {
    const migrations = await readMigrations(directory)
    const [table] = await sql`select 1 where to_regclass('public.schema_migrations') is not null`
    return findPending(migrations, table === undefined ? [] : await listApplied(sql)).map(({ name }) => name)
  } finally {
    await sql.end()
  }
}

async function readMigrations(directory: string): Promise<Migration[]> {
  const names = (await listFiles(directory)).filter((name) => name.endsWith('.sql')).sort()
  for (const [index, name] of names.entries()) {
    if (!/^\d{4}_[a-z0-9_-]+\.sql$/.test(name)) throw new PlainError(`Name migration ${name} like 0001_some_words.sql`)
    const before = names[index - 1]
    if (before?.slice(0, 4) === name.slice(0, 4)) {
      throw new PlainError(`Migrations ${before} and ${name} have the same number: give the later one the next number`)
    }
  }
  return Promise.all(names.map(async (name) => parseMigration(name, await readFile(join(directory, name), 'utf8'))))
}

async function listFiles(directory: string): Promise<string[]> {
  try {
    return await readdir(directory)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return []
    throw error
  }
}

function parseMigration(name: string, file: string): Migration {
  // A checkout that writes CRLF must not look like a changed file.
  const text = file.replaceAll('\r\n', '\n')
  return {
    name,
    checksum: createHash('sha256').update(text).digest('hex'),
    statements: text.split('--> statement-breakpoint').filter((statement) => statement.trim() !== ''),
    inTransaction: !/^-- no-transaction\b/.test(text),
  }
}

/** What is left to apply, provided that what was applied is exactly the beginning of what is there. */
function findPending(migrations: Migration[], applied: Applied[]): Migration[] {
  const last = applied.at(-1)
  if (last === undefined) return migrations
  const present = new Map(migrations.map((migration) => [migration.name, migration]))
  const had = new Set(applied.map(({ name }) => name))
  for (const { name, checksum } of applied) {
    const migration = present.get(name)
    if (migration === undefined) {
      throw new PlainError(
        `Migration ${name} was applied to this database but its file is missing: use the version of Rother that has it`,
      )
    }
    if (migration.checksum !== checksum) {
      throw new PlainError(
        `Migration ${name} was changed after it was applied: restore the file and put the change into a new migration`,
      )
    }
  }
  const pending = migrations.filter(({ name }) => !had.has(name))
  const late = pending.find(({ name }) => name < last.name)
  if (late !== undefined) {
    throw new PlainError(
      `Migration ${late.name} comes before ${last.name}, which is already applied: give it a later number`,
    )
  }
  return pending
}

/**
 * One runner at a time for each database. The lock belongs to the session and is tried, not waited for: a waiting
 * statement would hold a snapshot, and CREATE INDEX CONCURRENTLY in the other runner would wait for it in turn, for ever.
 */
async function takeTurn(sql: ISql, log: Log): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    const [lock] = await sql<{ taken: boolean }[]>`select pg_try_advisory_lock(hashtext('rother migrations')) as taken`
    if (lock?.taken === true) return
    if (attempt === 1) log('Another migration of this database is running: waiting for it')
    await wait(200)
  }
}

async function createMigrationsTable(tx: ISql): Promise<void> {
  await tx.unsafe(`set local role ${DATABASE_ROLES.owner}`)
  const [table] = await tx`select 1 where to_regclass('public.schema_migrations') is not null`
  if (table !== undefined) return
  await tx.unsafe(`
    create table public.schema_migrations (
      name text constraint schema_migrations_pk primary key,
      checksum text not null,
      applied_at timestamptz not null default now()
    );
    grant select on public.schema_migrations to ${LOGIN_ROLES.join(', ')}`)
}

async function listApplied(sql: ISql): Promise<Applied[]> {
  return sql<Applied[]>`select name, checksum from public.schema_migrations order by name collate "C"`
}

async function recordApplied(sql: ISql, { name, checksum }: Migration): Promise<void> {
  await sql`insert into public.schema_migrations (name, checksum) values (${name}, ${checksum})`
}

async function applyWithRetry(sql: Sql, migration: Migration, log: Log): Promise<void> {
  for (let attempt = 1; attempt <= LOCK_ATTEMPTS; attempt += 1) {
    try {
      await sql.begin(async (tx) => {
        await tx.unsafe(`set local role ${DATABASE_ROLES.owner}; set local lock_timeout = '${LOCK_TIMEOUT}'`)
        for (const statement of migration.statements) await tx.unsafe(statement)
        await recordApplied(tx, migration)
      })
      return
    } catch (error) {
      if (!(error instanceof postgres.PostgresError)) throw error
      if (error.code !== '55P03') throw failure(migration, error, 'nothing of it was kept')
      log(`Migration ${migration.name} did not get its locks, try ${attempt} of ${LOCK_ATTEMPTS}`)
    }
    if (attempt < LOCK_ATTEMPTS) await wait(Math.min(500, 50 * 1.3 ** attempt) * (0.5 + Math.random()))
  }
  throw new PlainError(
    `Migration ${migration.name} did not get its locks in ${LOCK_ATTEMPTS} tries and changed nothing: run it again at a quieter time`,
  )
}

/**
 * For statements that refuse a transaction, such as CREATE INDEX CONCURRENTLY. They must bear being run again, for a
 * failure keeps what went before. No lock time-out here: these statements let others work while they wait, and one cut
 * off leaves an invalid index behind.
 */
async function applyStepwise(sql: ISql, migration: Migration): Promise<void> {
  await sql.unsafe(`set role ${DATABASE_ROLES.owner}`)
  try {
    for (const statement of migration.statements) await sql.unsafe(statement)
    await recordApplied(sql, migration)
  } catch (error) {
    if (!(error instanceof postgres.PostgresError)) throw error
    throw failure(migration, error, 'statements before the failing one stay applied')
  }
  await sql.unsafe('reset role')
}

/** Without the error's detail, which may hold the values of a row. */
function failure(migration: Migration, error: postgres.PostgresError, kept: string): PlainError {
  return new PlainError(`Migration ${migration.name} failed and ${kept}: ${error.message} (${error.code})`)
}
