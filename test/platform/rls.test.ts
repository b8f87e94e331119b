import { randomUUID } from 'node:crypto'
import postgres, { type Sql } from 'postgres'
import t from 'tap'
import { requireHarmlessRole } from '../../src/platform/db/boot-check.ts'
import { connect } from '../../src/platform/db/pools.ts'
import { DATABASE_ROLES, LOGIN_ROLES } from '../../src/platform/db/roles.ts'
import { startApp } from '../support/app.ts'
import { TEST_ROLES_SECRET } from '../support/database.ts'

/** Global by design: a session is found before its scheme is known. */
const GLOBAL = ['sessions']

/** The last net, held by the database alone: whatever the code forgets, a scheme's rows stay the scheme's. */
t.test('row-level security', async (t) => {
  const { given, databaseUrl } = await startApp(t)
  const { town } = given
  const elsewhere = await given.anotherTown()
  await given.referral({ status: 'accepted', allocatedTo: town.advisor })
  await given.referral({ town: elsewhere })

  const admin = postgres(databaseUrl, { max: 1, onnotice: () => {} })
  t.teardown(() => admin.end())
  const connection = { databaseUrl, rolesSecret: TEST_ROLES_SECRET }
  function as(role: (typeof LOGIN_ROLES)[number], schemeId?: string): Sql {
    const sql = connect(connection, role, 1, schemeId === undefined ? {} : { 'app.scheme_id': schemeId })
    t.teardown(() => sql.end())
    return sql
  }

  const tables = await admin<{ name: string; secured: boolean; forced: boolean }[]>`
    select relname as name, relrowsecurity as secured, relforcerowsecurity as forced
    from pg_class join pg_attribute on attrelid = pg_class.oid and attname = 'scheme_id' and not attisdropped
    where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and not relispartition and relname <> all(${GLOBAL})
    order by relname`
  const names = tables.map(({ name }) => name)

  await t.test('every table of a scheme is secured, also from its owner', async (t) => {
    t.ok(names.length >= 20 && names.includes('people') && names.includes('audit_log'), names.join(' '))
    t.same(
      tables.filter(({ secured, forced }) => !secured || !forced).map(({ name }) => name),
      [],
    )
  })

  await t.test('every table has the one equality for the application and a policy for the owner', async (t) => {
    const policies = await admin<
      { table: string; roles: string[]; using: string | null; check: string | null; cmd: string }[]
    >`
      select tablename as "table", roles::text[] as roles, qual as using, with_check as check, cmd from pg_policies where permissive = 'PERMISSIVE'`
    for (const name of names) {
      const own = policies.filter(({ table }) => table === name)
      const forApp = own.filter(({ roles }) => roles.includes(DATABASE_ROLES.app) || roles.includes('public'))
      t.equal(forApp.length, 1, `${name}: one policy for the application`)
      t.match(
        forApp[0]?.using,
        /^\(scheme_id = \( SELECT \(?NULLIF\(current_setting\('app\.scheme_id'::text, true\)/,
        name,
      )
      if (forApp[0]?.cmd === 'ALL')
        t.equal(forApp[0].check, forApp[0].using, `${name}: what is written is checked alike`)
      t.ok(
        own.some(({ roles, using, cmd }) => roles.includes(DATABASE_ROLES.owner) && using === 'true' && cmd === 'ALL'),
        `${name}: the owner`,
      )
    }
  })

  await t.test('primary keys begin with the scheme, and no foreign key between its tables leaves it out', async (t) => {
    const keys = await admin<{ table: string; first: string }[]>`
      select relname as "table", attname as first from pg_constraint
      join pg_class on pg_class.oid = conrelid join pg_attribute on attrelid = conrelid and attnum = conkey[1]
      where contype = 'p' and relname = any(${names})`
    t.same(
      names.filter((name) => !keys.some((key) => key.table === name && key.first === 'scheme_id')),
      [],
    )

    const links = await admin<{ name: string; to: string; columns: string[]; foreign: string[] }[]>`
      select conname as name, target.relname as "to",
        (select array_agg(attname::text order by n) from unnest(conkey) with ordinality as k (num, n) join pg_attribute on attrelid = conrelid and attnum = num) as columns,
        (select array_agg(attname::text order by n) from unnest(confkey) with ordinality as k (num, n) join pg_attribute on attrelid = confrelid and attnum = num) as foreign
      from pg_constraint join pg_class as source on source.oid = conrelid join pg_class as target on target.oid = confrelid
      where contype = 'f' and source.relname = any(${names}) and target.relname = any(${names})`
    t.ok(links.length > 20)
    t.same(
      links.filter(({ columns, foreign }) => columns[0] !== 'scheme_id' || foreign[0] !== 'scheme_id'),
      [],
    )
  })

  await t.test('the roles that sign in own nothing and stand above no policy', async (t) => {
    const owned = await admin`
      select relname from pg_class where pg_get_userbyid(relowner) = any(${LOGIN_ROLES as unknown as string[]})
      union all select proname from pg_proc where pg_get_userbyid(proowner) = any(${LOGIN_ROLES as unknown as string[]})`
    t.same([...owned], [])
    const open = await admin<{ table: string }[]>`
      select table_name as "table" from information_schema.role_table_grants
      where table_schema = 'public' and grantee = 'PUBLIC'`
    t.same([...open], [], 'nothing is granted to everybody')
    const truncating = await admin`
      select grantee, table_name from information_schema.role_table_grants
      where table_schema = 'public' and privilege_type in ('TRUNCATE', 'TRIGGER', 'REFERENCES') and grantee = any(${LOGIN_ROLES as unknown as string[]})`
    t.same([...truncating], [], 'TRUNCATE knows no policy')
  })

  await t.test('without a scheme there is nothing to see; with one, nothing of another', async (t) => {
    const readable = await admin<{ name: string }[]>`
      select name from unnest(${names}::text[]) as name where has_table_privilege(${DATABASE_ROLES.app}, name, 'SELECT')`
    t.ok(readable.length >= 18)
    const none = as(DATABASE_ROLES.app)
    const empty = as(DATABASE_ROLES.app, '')
    const ours = as(DATABASE_ROLES.app, town.schemeId)
    const nobodys = as(DATABASE_ROLES.app, randomUUID())
    for (const { name } of readable) {
      const count = async (sql: Sql, where = sql``) =>
        (await sql<{ n: number }[]>`select count(*)::int as n from ${sql(name)} ${where}`)[0]?.n
      t.equal(await count(none), 0, `${name}: no setting`)
      t.equal(await count(empty), 0, `${name}: an empty setting`)
      t.equal(await count(nobodys), 0, `${name}: a scheme of nobody`)
      t.equal(await count(ours, ours`where scheme_id <> ${town.schemeId}`), 0, `${name}: not of another scheme`)
    }
    const [people] = await ours<{ n: number }[]>`select count(*)::int as n from people`
    t.equal(people?.n, 1, 'and its own are there')
    await t.rejects(as(DATABASE_ROLES.app, 'not-a-uuid')`select * from people`, { code: '22P02' })
  })

  await t.test('nothing is written into another scheme, moved there, or pointed there', async (t) => {
    const ours = as(DATABASE_ROLES.app, town.schemeId)
    const task = (schemeId: string, organisationId: string) => ours`
      insert into tasks (scheme_id, id, kind, subject_kind, subject_id, organisation_id, due_on, created_at)
      values (${schemeId}, ${randomUUID()}, 'hold-ended', 'referral', ${randomUUID()}, ${organisationId}, '2026-03-02', now())`
    await task(town.schemeId, town.serviceId)
    await t.rejects(task(elsewhere.schemeId, elsewhere.serviceId), { code: '42501' }, 'an insert')
    await t.rejects(
      task(town.schemeId, elsewhere.serviceId),
      { code: '23503' },
      'a foreign key to a row of another scheme',
    )
    await t.rejects(ours`update tasks set scheme_id = ${elsewhere.schemeId}`, { code: '42501' }, 'a move')
    t.equal(
      (await ours`update people set given_name = 'X' where scheme_id = ${elsewhere.schemeId}`).count,
      0,
      'an update',
    )
    t.equal((await ours`delete from jobs where scheme_id = ${elsewhere.schemeId}`).count, 0, 'a delete')
    await t.rejects(
      as(
        DATABASE_ROLES.app,
      )`insert into people (scheme_id, id, given_name) values (${town.schemeId}, ${randomUUID()}, 'X')`,
      { code: '42501' },
      'an insert without a scheme',
    )
    const owner = postgres(databaseUrl, { max: 1, onnotice: () => {} })
    t.teardown(() => owner.end())
    await owner`set role rother_owner`
    const [all] = await owner<{ n: number }[]>`select count(distinct scheme_id)::int as n from people`
    t.equal(all?.n, 2, 'the owner, for backfills, sees every scheme')
  })

  await t.test('each role does what it is for and no more', async (t) => {
    const refused = { code: '42501' }
    const app = as(DATABASE_ROLES.app, town.schemeId)
    for (const table of ['consents', 'referral_events']) {
      await t.rejects(app`update ${app(table)} set id = id`, refused, `the application does not change ${table}`)
      await t.rejects(app`delete from ${app(table)}`, refused, `nor delete ${table}`)
    }
    await t.rejects(app`select * from audit_tail`, refused, 'nor read what it records')
    await t.rejects(app`update audit_tail set action = 'x'`, refused)
    await t.rejects(app`delete from audit_tail`, refused)
    await t.rejects(app`delete from audit_log`, refused)
    await t.rejects(app`insert into audit_log select * from audit_log`, refused)
    await t.rejects(app`select * from accounts`, refused, 'nor know accounts')
    await t.rejects(app`select * from sessions`, refused)
    await t.rejects(app`delete from people`, refused, 'people are not deleted')
    await t.rejects(app`delete from referrals`, refused)
    await t.rejects(app`update memberships set role = 'administrator'`, refused, 'nobody is made more than they are')
    await t.rejects(app`set role rother_owner`, refused)
    await t.rejects(app`alter table people disable row level security`, refused)
    await t.rejects(app`create table public.mine (n int)`, refused)

    const personal = [
      'people',
      'referrals',
      'consents',
      'messages',
      'care_relationships',
      'related_people',
      'referral_events',
    ]
    for (const table of personal) {
      for (const role of [DATABASE_ROLES.report, DATABASE_ROLES.auth, DATABASE_ROLES.worker, DATABASE_ROLES.sealer]) {
        const [may] = await admin<
          { any: boolean }[]
        >`select has_any_column_privilege(${role}, ${table}, 'SELECT') as any`
        t.equal(may?.any, false, `${role} does not read ${table}`)
      }
    }
    await t.rejects(as(DATABASE_ROLES.report)`select * from people`, refused)
    await t.rejects(as(DATABASE_ROLES.sealer)`update audit_log set action = 'x'`, refused, 'sealed is sealed')
    await t.rejects(as(DATABASE_ROLES.sealer)`delete from audit_log`, refused)
  })

  await t.test('the service refuses to start as a role that the net does not hold', async (t) => {
    for (const role of [DATABASE_ROLES.auth, DATABASE_ROLES.app]) await requireHarmlessRole(as(role))
    await t.rejects(requireHarmlessRole(admin), { message: /is a superuser/ })
    const owner = postgres(databaseUrl, { max: 1, onnotice: () => {} })
    t.teardown(() => owner.end())
    await owner`set role rother_owner`
    await t.rejects(requireHarmlessRole(owner), { message: /rother_owner owns tables/ })
    await t.rejects(requireHarmlessRole(as(DATABASE_ROLES.backup)), { message: /bypasses row-level security/ })

    for (const [grant, fault] of [
      ['alter role rother_report bypassrls', /rother_report bypasses row-level security/],
      ['grant rother_owner to rother_app', /rother_app owns tables/],
    ] as const) {
      // Roles belong to the whole server: what is done to them here is never committed.
      const undone = admin.begin(async (tx) => {
        await tx.unsafe(grant)
        await tx`set local role rother_auth`
        await t.rejects(requireHarmlessRole(tx as unknown as Sql), { message: fault }, grant) // speaks the same tagged template
        throw new Error('undo')
      })
      await t.rejects(undone, { message: 'undo' })
    }
  })
})
