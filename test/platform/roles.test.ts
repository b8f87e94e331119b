import postgres from 'postgres'
import t from 'tap'
import { DATABASE_ROLES, LOGIN_ROLES, provisionRoles, roleUrl } from '../../src/platform/db/roles.ts'
import type { TestLike } from '../support/database.ts'
import { startTestServer } from '../support/server.ts'

const SECRET = 'first secret'

/** Roles belong to a whole server, and other test files are using the shared one: so these tests have their own. */
async function newServer(t: TestLike) {
  const server = await startTestServer(process.env.TEST_PG_PROGRAMS)
  t.teardown(server.stop)
  return server.adminUrl
}

/** A new server's administrator who is no superuser but may create roles and owns the database, as managed services give it. */
async function plainAdmin(t: TestLike, attributes = 'createrole') {
  const superuserUrl = await newServer(t)
  await query(superuserUrl, `create role plain_admin login password 'plain' ${attributes}`)
  await query(superuserUrl, 'create database plain owner plain_admin')
  const url = new URL(superuserUrl)
  Object.assign(url, { username: 'plain_admin', password: 'plain', pathname: 'plain' })
  return { superuserUrl, url: url.href }
}

async function query(url: string, text: string): Promise<Record<string, unknown>[]> {
  const sql = postgres(url, { max: 1, onnotice: () => {} })
  try {
    return [...(await sql.unsafe(text))]
  } finally {
    await sql.end()
  }
}

const whoAmI = async (url: string) => (await query(url, 'select current_user as name'))[0]?.name

t.test('with a superuser', async (t) => {
  const adminUrl = await newServer(t)
  t.same(await provisionRoles(adminUrl, SECRET), { notes: [] })

  await t.test('each login role signs in with the password derived for it', async (t) => {
    for (const role of LOGIN_ROLES) t.equal(await whoAmI(roleUrl(adminUrl, SECRET, role)), role)
  })

  await t.test('no role has rights that it need not have', async (t) => {
    const powers = await query(
      adminUrl,
      `select rolname as name from pg_roles where rolname like 'rother\\_%'
       and (rolsuper or rolcreaterole or rolcreatedb or rolreplication or (rolbypassrls and rolname <> 'rother_backup'))`,
    )
    t.same(powers, [])
    await t.rejects(query(roleUrl(adminUrl, SECRET, 'rother_app'), 'create table public.mine (n int)'), {
      code: '42501',
    })
    await t.rejects(query(roleUrl(adminUrl, SECRET, 'rother_app'), 'set role rother_owner'), { code: '42501' })
  })

  await t.test('nobody signs in as the owner, who may create tables and schemas', async (t) => {
    const url = new URL(roleUrl(adminUrl, SECRET, 'rother_app'))
    url.username = DATABASE_ROLES.owner
    await t.rejects(whoAmI(url.href), { code: /^28/ })
    await query(adminUrl, 'set role rother_owner; create table public.theirs (n int); create schema theirs')
  })

  await t.test('the backup role reads every row, also behind row-level security', async (t) => {
    await query(
      adminUrl,
      `set role rother_owner; create table hidden as select 1 as n;
       alter table hidden enable row level security, force row level security`,
    )
    t.same(await query(roleUrl(adminUrl, SECRET, 'rother_backup'), 'select n from hidden'), [{ n: 1 }])
  })

  await t.test('rights that somebody added by hand are taken away', async (t) => {
    await query(adminUrl, 'alter role rother_app superuser createdb bypassrls')
    await provisionRoles(adminUrl, SECRET)
    const [role] = await query(
      adminUrl,
      `select rolsuper or rolcreatedb or rolbypassrls as powerful from pg_roles where rolname = 'rother_app'`,
    )
    t.same(role, { powerful: false })
  })

  await t.test('a new secret takes effect and the old one ends', async (t) => {
    await provisionRoles(adminUrl, 'second secret')
    t.equal(await whoAmI(roleUrl(adminUrl, 'second secret', 'rother_app')), 'rother_app')
    await t.rejects(whoAmI(roleUrl(adminUrl, SECRET, 'rother_app')), { code: '28P01' })
  })
})

t.test('several runs at once, from two databases, all succeed', async (t) => {
  const adminUrl = await newServer(t)
  await query(adminUrl, 'create database second')
  const second = new URL(adminUrl)
  second.pathname = 'second'
  const urls = [adminUrl, second.href, adminUrl, second.href, adminUrl, second.href]
  await Promise.all(urls.map((url) => provisionRoles(url, SECRET)))
  for (const url of urls) t.equal(await whoAmI(roleUrl(url, SECRET, 'rother_worker')), 'rother_worker')
})

t.test('with a plain role that may create roles and owns the database', async (t) => {
  const { superuserUrl, url } = await plainAdmin(t)
  const { notes } = await provisionRoles(url, SECRET)
  t.match(notes.at(-1), /ALTER ROLE rother_backup BYPASSRLS$/)

  await t.test('it may run again, and several at once', async () => {
    await Promise.all([1, 2, 3].map(() => provisionRoles(url, SECRET)))
  })

  await t.test('roles sign in and the administrator acts as the owner', async (t) => {
    for (const role of LOGIN_ROLES) t.equal(await whoAmI(roleUrl(url, SECRET, role)), role)
    await query(url, 'set role rother_owner; create table public.theirs (n int)')
  })

  await t.test('a role with too many rights is refused, as only a superuser can take them away', async (t) => {
    await query(superuserUrl, 'alter role rother_report bypassrls')
    await t.rejects(provisionRoles(url, SECRET), { name: 'PlainError', message: /rother_report has more rights/ })
  })
})

t.test('an administrator who may not create roles is told what is needed', async (t) => {
  const { url } = await plainAdmin(t, 'nocreaterole')
  await t.rejects(provisionRoles(url, SECRET), { name: 'PlainError', message: /owner of the database with CREATEROLE/ })
})

t.test('an address keeps server, database and settings', async (t) => {
  const url = new URL(roleUrl('postgres://me:mine@db.example:6432/rother?sslmode=require', SECRET, 'rother_auth'))
  t.equal(`${url.host}${url.pathname}${url.search}`, 'db.example:6432/rother?sslmode=require')
  t.equal(url.username, 'rother_auth')
  t.not(url.password, new URL(roleUrl(url.href, SECRET, 'rother_app')).password, 'each role has a password of its own')
})
