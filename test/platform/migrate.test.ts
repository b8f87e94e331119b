import { existsSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import postgres from 'postgres'
import t from 'tap'
import { MIGRATIONS_DIRECTORY, migrate, pendingMigrations } from '../../src/platform/db/migrate.ts'
import { roleUrl } from '../../src/platform/db/roles.ts'
import { emptyDatabase, TEST_ROLES_SECRET, type TestLike } from '../support/database.ts'

const PEOPLE = '-- The people\ncreate table people (id int primary key, name text);\n'
const DOGS =
  'create table dogs (id int);--> statement-breakpoint\ncreate index dogs_idx on dogs (id);--> statement-breakpoint\n-- the end\n'

/** An empty database and a way to bring it up to date from a folder of migrations. */
async function setUp(t: TestLike) {
  const { url } = await emptyDatabase(t)
  const sql = postgres(url, { max: 3, onnotice: () => {} })
  t.teardown(() => sql.end({ timeout: 1 }))
  const lines: string[] = []
  const run = (directory: string, log: (line: string) => void = () => {}) =>
    migrate({
      adminUrl: url,
      rolesSecret: TEST_ROLES_SECRET,
      directory,
      log: (line) => {
        lines.push(line)
        log(line)
      },
    })
  const listTables = async () => {
    const tables = await sql<{ name: string }[]>`
      select tablename as name from pg_tables where schemaname = 'public' and tableowner = 'rother_owner' order by 1`
    return tables.map(({ name }) => name)
  }
  return { url, sql, run, lines, listTables }
}

t.test('migrations are applied once, in order, as the owner', async (t) => {
  const { url, sql, run, listTables } = await setUp(t)
  const directory = t.testdir({
    '0001_people.sql': PEOPLE,
    '0002_dogs.sql': DOGS,
    'notes.txt': 'not a migration',
    meta: {},
  })
  const appUrl = roleUrl(url, TEST_ROLES_SECRET, 'rother_app')

  t.same(
    await pendingMigrations(appUrl, directory),
    ['0001_people.sql', '0002_dogs.sql'],
    'readiness knows what is missing',
  )
  t.same(await run(directory), { applied: ['0001_people.sql', '0002_dogs.sql'] })
  t.same(await listTables(), ['dogs', 'people', 'schema_migrations'])
  t.same(await pendingMigrations(appUrl, directory), [])
  t.same(await run(directory), { applied: [] })

  await writeFile(join(directory, '0003_cats.sql'), 'create table cats (id int)')
  t.same(await pendingMigrations(appUrl, directory), ['0003_cats.sql'])
  t.same(await run(directory), { applied: ['0003_cats.sql'] })

  const records = await sql`select name, checksum, applied_at from schema_migrations order by name`
  t.match(records[0], { name: '0001_people.sql', checksum: /^[0-9a-f]{64}$/, applied_at: Date })
})

t.test('no migrations, or no folder of them, is nothing to do', async (t) => {
  const { run } = await setUp(t)
  t.same(await run(t.testdir({})), { applied: [] })
  t.same(await run(join(t.testdirName, 'nowhere')), { applied: [] })
})

t.test('history that differs from the files is refused, and readiness says so too', async (t) => {
  const { url, run, listTables } = await setUp(t)
  await run(t.testdir({ '0001_people.sql': PEOPLE, '0003_dogs.sql': DOGS }))
  const refused: [string, Record<string, string>, RegExp][] = [
    [
      'changed',
      { '0001_people.sql': `${PEOPLE}--`, '0003_dogs.sql': DOGS },
      /0001_people\.sql was changed after it was applied/,
    ],
    ['missing', { '0001_people.sql': PEOPLE }, /0003_dogs\.sql was applied to this database but its file is missing/],
    [
      'late',
      { '0001_people.sql': PEOPLE, '0002_late.sql': '', '0003_dogs.sql': DOGS },
      /0002_late\.sql comes before 0003_dogs\.sql/,
    ],
    [
      'same number',
      { '0001_people.sql': PEOPLE, '0003_cats.sql': '', '0003_dogs.sql': DOGS },
      /0003_cats\.sql and 0003_dogs\.sql have the same/,
    ],
    ['bad name', { '1_people.sql': PEOPLE }, /Name migration 1_people\.sql like/],
  ]
  for (const [name, files, message] of refused) {
    await t.test(name, async (t) => {
      const directory = t.testdir(files)
      await t.rejects(run(directory), { name: 'PlainError', message })
      await t.rejects(pendingMigrations(url, directory), { name: 'PlainError', message })
    })
  }
  t.same(await listTables(), ['dogs', 'people', 'schema_migrations'])
})

t.test('line ends of another system are no change', async (t) => {
  const { run } = await setUp(t)
  await run(t.testdir({ '0001_people.sql': PEOPLE }))
  t.same(await run(t.testdir({ '0001_people.sql': PEOPLE.replaceAll('\n', '\r\n') })), { applied: [] })
})

t.test('a failing file leaves nothing of itself, and what went before stays', async (t) => {
  const { run, listTables } = await setUp(t)
  const broken = 'create table cats (id int);--> statement-breakpoint\ninsert into nowhere values (1)'
  const directory = t.testdir({ '0001_people.sql': PEOPLE, '0002_broken.sql': broken, '0003_dogs.sql': DOGS })
  await t.rejects(run(directory), {
    name: 'PlainError',
    message: 'Migration 0002_broken.sql failed and nothing of it was kept: relation "nowhere" does not exist (42P01)',
  })
  t.same(await listTables(), ['people', 'schema_migrations'])
})

t.test('a failure does not show the values of a row', async (t) => {
  const { run } = await setUp(t)
  const twice = `${PEOPLE}insert into people values (1, 'Ann'), (1, 'Ben')`
  const error: unknown = await run(t.testdir({ '0001_twice.sql': twice })).catch((error: unknown) => error)
  t.match(error, { message: /duplicate key/ })
  t.notMatch(JSON.stringify(error, Object.getOwnPropertyNames(error)), /\(id\)=\(1\)/)
})

t.test('of two runs at once one does the work and the other waits, then finds nothing to do', async (t) => {
  const { run, lines } = await setUp(t)
  const directory = t.testdir({
    '0001_slow.sql': 'create table slow (id int);--> statement-breakpoint\nselect pg_sleep(0.5)',
    '0002_concurrent.sql': '-- no-transaction\ncreate index concurrently slow_idx on slow (id)',
  })
  const results = await Promise.all([run(directory), run(directory)])
  t.same(results.map(({ applied }) => applied.length).sort(), [0, 2])
  t.equal(lines.filter((line) => line.startsWith('Another migration')).length, 1)
})

t.test('a table in use: the migration steps back, lets others in, and comes again', async (t) => {
  const { sql, run, lines } = await setUp(t)
  await run(t.testdir({ '0001_people.sql': PEOPLE }))
  const reader = await sql.reserve()
  await reader`begin`
  await reader`select * from people`

  let visitor: Promise<unknown> | undefined
  const onLine = (line: string) => {
    if (line.includes('try 1 of')) visitor = sql`select * from people`.execute()
    if (line.includes('try 2 of')) reader`commit`.execute()
  }
  const directory = t.testdir({ '0001_people.sql': PEOPLE, '0002_more.sql': 'alter table people add column age int' })
  t.same(await run(directory, onLine), { applied: ['0002_more.sql'] })
  reader.release()
  t.same(await visitor, [], 'somebody read the table between two tries')
  t.ok(lines.includes('Migration 0002_more.sql did not get its locks, try 1 of 20'))
})

t.test('a table that stays in use: the migration gives up and has changed nothing', async (t) => {
  const { sql, run, lines } = await setUp(t)
  await run(t.testdir({ '0001_people.sql': PEOPLE }))
  const reader = await sql.reserve()
  await reader`begin`
  await reader`select * from people`
  const more = 'create table cats (id int);--> statement-breakpoint\nalter table people add column age int'
  await t.rejects(run(t.testdir({ '0001_people.sql': PEOPLE, '0002_more.sql': more })), {
    name: 'PlainError',
    message: /0002_more\.sql did not get its locks in 20 tries and changed nothing/,
  })
  t.equal(lines.filter((line) => line.includes('did not get its locks')).length, 20)
  t.same(await sql`select 1 from pg_tables where tablename = 'cats'`, [])
  await reader`commit`
  reader.release()
})

t.test('a file that begins with -- no-transaction runs statement by statement, and may be run again', async (t) => {
  const { sql, run } = await setUp(t)
  const start = '-- no-transaction\ncreate table if not exists cats (id int);--> statement-breakpoint\n'
  const index = 'create index concurrently if not exists cats_idx on cats (id)'
  await t.rejects(run(t.testdir({ '0001_cats.sql': `${start}select 1 / 0` })), {
    name: 'PlainError',
    message: /statements before the failing one stay applied: division by zero/,
  })
  t.same(await run(t.testdir({ '0001_cats.sql': `${start}${index}` })), { applied: ['0001_cats.sql'] })
  t.match(await sql`select tableowner from pg_tables where tablename = 'cats'`, [{ tableowner: 'rother_owner' }])
  t.match(await sql`select indisvalid from pg_index where indexrelid = 'cats_idx'::regclass`, [{ indisvalid: true }])
})

t.test('the folder of migrations is found', async (t) => {
  t.ok(existsSync(join(MIGRATIONS_DIRECTORY, '0000_tables.sql')), MIGRATIONS_DIRECTORY)
})
