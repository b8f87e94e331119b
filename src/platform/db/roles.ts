import { createHash, createHmac, pbkdf2Sync, randomBytes } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import postgres, { type Sql } from 'postgres'
import { PlainError } from '../plain-error.ts'

/**
 * The roles that Rother connects as. They belong to the whole PostgreSQL server, not to one database, so every Rother
 * database on one server must be given the same roles secret.
 */
export const DATABASE_ROLES = {
  owner: 'rother_owner',
  app: 'rother_app',
  auth: 'rother_auth',
  worker: 'rother_worker',
  sealer: 'rother_sealer',
  report: 'rother_report',
  backup: 'rother_backup',
} as const

/** Every role but the owner, which nobody signs in as: migrations take it on with SET ROLE. */
export type LoginRole = Exclude<(typeof DATABASE_ROLES)[keyof typeof DATABASE_ROLES], 'rother_owner'>

const { owner: OWNER, ...LOGIN } = DATABASE_ROLES
export const LOGIN_ROLES: readonly LoginRole[] = Object.values(LOGIN)

/** The address for one role: the same server and database, the role's name and the password derived for it. */
export function roleUrl(databaseUrl: string, rolesSecret: string, role: LoginRole): string {
  const url = new URL(databaseUrl)
  url.username = role
  url.password = derivedPassword(rolesSecret, role)
  return url.href
}

/**
 * Makes the roles that are missing, sets their passwords (so a new secret takes effect) and gives them what they need in
 * the database of `adminUrl`. May run again at any time, and twice at once. Answers with notes for the operator.
 */
export async function provisionRoles(adminUrl: string, rolesSecret: string): Promise<{ notes: string[] }> {
  const sql = postgres(adminUrl, { max: 1, onnotice: () => {}, transform: { undefined: null } })
  try {
    const admin = await findAdmin(sql)
    await provisionOwner(sql, admin)
    for (const role of LOGIN_ROLES)
      await provisionLogin(sql, admin, role, scramVerifier(derivedPassword(rolesSecret, role)))
    const notes = await provisionBackup(sql, admin)
    await refusePowerfulRoles(sql)
    return { notes }
  } catch (error) {
    if (!isDatabaseError(error, '42501')) throw error
    throw new PlainError(
      `The database user of this address may not set up Rother's roles (${error.message}): use the owner of the database with CREATEROLE, or a superuser`,
    )
  } finally {
    await sql.end()
  }
}

type Admin = { name: string; isSuperuser: boolean; database: string; serverVersion: number }

async function findAdmin(sql: Sql): Promise<Admin> {
  const [admin] = await sql<Admin[]>`
    select current_user as name, rolsuper as "isSuperuser", current_database() as database,
           current_setting('server_version_num')::int as "serverVersion"
    from pg_roles where rolname = current_user`
  if (admin === undefined) throw new Error('A session without a role')
  if (admin.serverVersion < 150_000) throw new PlainError('Rother needs PostgreSQL 15 or newer')
  return admin
}

async function provisionOwner(sql: Sql, admin: Admin): Promise<void> {
  if (!(await roleExists(sql, OWNER))) await apply(sql, `create role ${OWNER} nologin`, '42710')

  // PostgreSQL 16 parted belonging to a role (its creator does, as administrator) from being allowed to take it on.
  const privilege = admin.serverVersion >= 160_000 ? 'SET' : 'MEMBER'
  const [granted] = await sql`select 1 where pg_has_role(current_user, ${OWNER}, ${privilege})`
  if (granted === undefined) await apply(sql, `grant ${OWNER} to current_user`)

  const database = quote(admin.database)
  const [held] = await sql`
    select 1 from pg_namespace where nspname = 'public' and pg_get_userbyid(nspowner) = ${OWNER}
      and has_database_privilege(${OWNER}, current_database(), 'CREATE')`
  if (held !== undefined) return
  await apply(sql, `grant create on database ${database} to ${OWNER}`)
  await apply(sql, `alter schema public owner to ${OWNER}`)
  // Databases that began before PostgreSQL 15 let everyone create tables in the schema public.
  await apply(sql, 'revoke create on schema public from public')
}

async function provisionLogin(sql: Sql, admin: Admin, name: LoginRole, verifier: string): Promise<void> {
  if (!(await roleExists(sql, name))) await apply(sql, `create role ${name} login`, '42710')
  // Only a superuser may so much as name these attributes; refusePowerfulRoles checks what others cannot set.
  const attributes =
    admin.isSuperuser && name !== DATABASE_ROLES.backup
      ? 'nosuperuser nocreatedb nocreaterole noreplication nobypassrls'
      : ''
  await apply(sql, `alter role ${name} login ${attributes} password '${verifier}'`)

  const [held] = await sql`
    select 1 where has_database_privilege(${name}, current_database(), 'CONNECT') and has_schema_privilege(${name}, 'public', 'USAGE')`
  if (held !== undefined) return
  await apply(sql, `grant connect on database ${quote(admin.database)} to ${name}`)
  await apply(sql, `grant usage on schema public to ${name}`)
}

/** A backup must see every row, also those that row-level security hides. */
async function provisionBackup(sql: Sql, admin: Admin): Promise<string[]> {
  const name = DATABASE_ROLES.backup
  const notes: string[] = []
  if (admin.isSuperuser)
    await apply(sql, `alter role ${name} nosuperuser nocreatedb nocreaterole noreplication bypassrls`)
  const [rights] = await sql<{ readsAll: boolean; bypassesPolicies: boolean }[]>`
    select pg_has_role(rolname, 'pg_read_all_data', 'MEMBER') as "readsAll", rolbypassrls as "bypassesPolicies"
    from pg_roles where rolname = ${name}`
  if (rights?.readsAll !== true) {
    try {
      await apply(sql, `grant pg_read_all_data to ${name}`)
    } catch (error) {
      if (!isDatabaseError(error, '42501')) throw error
      notes.push(`Backups cannot read yet: as a superuser, run GRANT pg_read_all_data TO ${name}`)
    }
  }
  if (rights?.bypassesPolicies !== true) {
    notes.push(`Backups stop at row-level security: as a superuser, run ALTER ROLE ${name} BYPASSRLS`)
  }
  return notes
}

/** Row-level security is no net for a role that stands above it. */
async function refusePowerfulRoles(sql: Sql): Promise<void> {
  const [powerful] = await sql<{ name: string }[]>`
    select rolname as name from pg_roles
    where rolname = any(${LOGIN_ROLES}) and (rolsuper or rolcreaterole or rolcreatedb or (rolbypassrls and rolname <> ${DATABASE_ROLES.backup}))`
  if (powerful === undefined) return
  throw new PlainError(
    `The database role ${powerful.name} has more rights than it may have: as a superuser, run ALTER ROLE ${powerful.name} NOSUPERUSER NOCREATEROLE NOCREATEDB NOBYPASSRLS`,
  )
}

async function roleExists(sql: Sql, name: string): Promise<boolean> {
  const [role] = await sql`select 1 from pg_roles where rolname = ${name}`
  return role !== undefined
}

/**
 * Two runs at once change the same rows of the shared catalogues, where PostgreSQL does not wait but fails ("tuple
 * concurrently updated", XX000, or a duplicate key, 23505). No lock that a plain role may take reaches over databases, so try again.
 */
async function apply(sql: Sql, statement: string, alreadyDone?: string): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await sql.unsafe(statement)
      return
    } catch (error) {
      if (alreadyDone !== undefined && isDatabaseError(error, alreadyDone)) return
      if (attempt === 20 || !(isDatabaseError(error, 'XX000') || isDatabaseError(error, '23505'))) throw error
      await wait(5 * attempt + 20 * Math.random())
    }
  }
}

function isDatabaseError(error: unknown, code: string): error is postgres.PostgresError {
  return error instanceof postgres.PostgresError && error.code === code
}

const quote = (identifier: string) => `"${identifier.replaceAll('"', '""')}"`

const hmac = (key: string | Buffer, data: string) => createHmac('sha256', key).update(data).digest()

const derivedPassword = (rolesSecret: string, role: LoginRole) => hmac(rolesSecret, role).toString('base64url')

/** What PostgreSQL stores instead of the password (RFC 5803), made here so that no password stands in a statement or a log. */
function scramVerifier(password: string): string {
  const iterations = 4096
  const salt = randomBytes(16)
  const salted = pbkdf2Sync(password, salt, iterations, 32, 'sha256')
  const storedKey = createHash('sha256').update(hmac(salted, 'Client Key')).digest('base64')
  const serverKey = hmac(salted, 'Server Key').toString('base64')
  return `SCRAM-SHA-256$${iterations}:${salt.toString('base64')}$${storedKey}:${serverKey}`
}
