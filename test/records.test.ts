import postgres from 'postgres'
import t from 'tap'
import { RECORDS } from '../src/records.ts'
import { cloneDatabase } from './support/database.ts'

const { url } = await cloneDatabase(t)
const sql = postgres(url, { max: 1, onnotice: () => {} })
t.teardown(() => sql.end())

type Fault = { table: string; says: string }

/** What the database has that the register does not say, or says otherwise. */
async function findFaults(): Promise<Fault[]> {
  const tables = await sql<{ name: string }[]>`
    select relname as name from pg_class join pg_namespace on pg_namespace.oid = relnamespace
    where nspname = 'public' and relkind in ('r', 'p') and not relispartition order by 1`
  // Whose rows name a person, or a row that does: by a key, or by a column called so. Staff and scheme lead to nobody.
  const pointing = await sql<{ name: string }[]>`
    with recursive pointing as (
      select 'people'::regclass as oid
      union select attrelid::regclass from pg_attribute
        join pg_class on pg_class.oid = attrelid join pg_namespace on pg_namespace.oid = relnamespace
        where attname = 'person_id' and attnum > 0 and nspname = 'public' and relkind in ('r', 'p') and not relispartition
      union select conrelid::regclass from pg_constraint join pointing on confrelid = pointing.oid where contype = 'f'
    )
    select oid::text as name from pointing`
  const known = new Set(tables.map(({ name }) => name))
  return [
    ...tables
      .filter(({ name }) => RECORDS[name] === undefined)
      .map(({ name }) => ({ table: name, says: 'is not in src/records.ts' })),
    ...pointing
      .filter(({ name }) => RECORDS[name] !== undefined && RECORDS[name].about !== 'person')
      .map(({ name }) => ({ table: name, says: 'points to a person, and the register says that it does not' })),
    ...Object.keys(RECORDS)
      .filter((name) => !known.has(name))
      .map((name) => ({ table: name, says: 'is in the register and not in the database' })),
  ]
}

t.test('the register says every table, and which of them are about a person', async (t) => {
  t.same(await findFaults(), [])
})

t.test('a table that nobody registered is caught, and one that points to a person unsaid', async (t) => {
  await sql`create table shoe_sizes (person_id uuid)`
  await sql`alter table bank_holidays add column person_id uuid`
  t.same((await findFaults()).map(({ table }) => table).sort(), ['bank_holidays', 'shoe_sizes'])
})
