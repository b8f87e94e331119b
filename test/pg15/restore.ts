import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import postgres from 'postgres'
import t from 'tap'
import { MIGRATIONS_DIRECTORY, pendingMigrations } from '../../src/platform/db/migrate.ts'
import { DATABASE_ROLES, provisionRoles, roleUrl } from '../../src/platform/db/roles.ts'
import { startApp } from '../support/app.ts'
import { TEST_ROLES_SECRET } from '../support/database.ts'

const run = promisify(execFile)
const PROGRAMS = '/usr/lib/postgresql/15/bin'

/** The steps of docs/how-to/back-up-and-restore.md, with the programs that Debian has. */
t.test('what was dumped by the backup role is restored whole into an empty database', async (t) => {
  const { databaseUrl, given, as } = await startApp(t)
  await given.referral({ status: 'accepted', allocatedTo: given.town.advisor })
  await as(given.town.advisor).get('/referrals')
  const folder = await mkdtemp(join(tmpdir(), 'rother-dump-'))
  t.teardown(() => rm(folder, { recursive: true, force: true }))
  const dump = join(folder, 'rother.dump')
  const backup = roleUrl(databaseUrl, TEST_ROLES_SECRET, DATABASE_ROLES.backup)
  await run(join(PROGRAMS, 'pg_dump'), ['--format=directory', `--file=${dump}`, backup])

  const restored = new URL(databaseUrl)
  restored.pathname = `${restored.pathname}_restored`
  const admin = postgres(databaseUrl, { max: 1, onnotice: () => {} })
  await admin.unsafe(`create database ${restored.pathname.slice(1)} template template0`)
  t.teardown(async () => {
    await admin.unsafe(`drop database ${restored.pathname.slice(1)} with (force)`)
    await admin.end()
  })
  await provisionRoles(restored.href, TEST_ROLES_SECRET)
  await run(join(PROGRAMS, 'pg_restore'), [`--dbname=${restored.href}`, dump])

  t.same(
    await pendingMigrations(roleUrl(restored.href, TEST_ROLES_SECRET, DATABASE_ROLES.auth), MIGRATIONS_DIRECTORY),
    [],
  )
  const copy = postgres(restored.href, { max: 1, onnotice: () => {} })
  t.teardown(() => copy.end())
  const counts = async (sql: postgres.Sql) => {
    const tables = await sql<{ name: string }[]>`
      select relname as name from pg_class join pg_namespace on pg_namespace.oid = relnamespace
      where nspname = 'public' and relkind in ('r', 'p') and not relispartition order by relname`
    const rows: Record<string, unknown> = {}
    for (const { name } of tables) rows[name] = (await sql.unsafe(`select count(*)::int as n from "${name}"`))[0]?.n
    return rows
  }
  const before = await counts(admin)
  t.ok(Number(before.referrals) > 0 && Number(before.audit_tail) > 0, 'there was something to lose')
  t.same(await counts(copy), before)
  const policies = async (sql: postgres.Sql) => (await sql`select count(*)::int as n from pg_policies`)[0]?.n
  t.equal(await policies(copy), await policies(admin), 'with its row-level security')
})
