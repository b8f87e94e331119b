import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import postgres, { type Sql } from 'postgres'
import { startBundledPostgres } from '../platform/db/bundled-postgres.ts'
import { isAlive } from '../platform/db/postgres-cluster.ts'
import { PlainError } from '../platform/plain-error.ts'
import { DEMO_HOST } from './demo-accounts.ts'

export type DemoDatabase = { adminUrl: string; stop: () => Promise<void> }
type Say = (line: string) => void

/** The PostgreSQL of DATABASE_URL, or the bundled one in the demo's folder. */
export async function openDatabase(folder: string, url: string | undefined, say: Say): Promise<DemoDatabase> {
  if (url !== undefined) {
    await checkDatabase(url)
    return { adminUrl: url, stop: async () => {} }
  }
  const server = await startBundledPostgres({ dataDirectory: join(folder, 'postgres'), durable: true, log: say })
  return { adminUrl: server.url, stop: server.stop }
}

/** Takes away what a demo has left in the database, so that it begins anew: the bundled one goes with its folder. */
export async function resetDatabase(folder: string, url: string | undefined, say: Say): Promise<void> {
  if (url === undefined) return stopLeftServer(folder, say)
  await checkDatabase(url)
  await withDatabase(url, async (sql) => {
    await sql`drop schema if exists report cascade`
    await sql`drop schema if exists public cascade`
    await sql`create schema public`
  })
}

/** A server that a killed demo left must end before its files go. One that cannot be spoken to any more has ended. */
async function stopLeftServer(folder: string, say: Say): Promise<void> {
  if (!isServerAlive(folder)) return
  const server = await startBundledPostgres({ dataDirectory: join(folder, 'postgres'), durable: true, log: say })
  await server.stop()
}

function isServerAlive(folder: string): boolean {
  try {
    const pid = Number.parseInt(readFileSync(join(folder, 'postgres/data/postmaster.pid'), 'utf8'), 10)
    return pid > 0 && isAlive(pid)
  } catch {
    return false
  }
}

/** Refuses a database that does not answer, and one that holds anything else than a demo: the worker would do its jobs. */
async function checkDatabase(url: string): Promise<void> {
  await withDatabase(url, async (sql) => {
    const [found] = await sql<{ hasOthers: boolean; isRother: boolean }[]>`
      select to_regclass('public.schema_migrations') is not null as "isRother",
        exists (select from pg_tables where schemaname = 'public') as "hasOthers"`
    if (found?.isRother !== true) {
      if (found?.hasOthers === true)
        throw new PlainError(
          'The database of DATABASE_URL holds tables that are not of Rother: give the demo a database of its own.',
        )
      return
    }
    const [schemes] = await sql`select to_regclass('public.schemes') is not null as is_there`
    if (schemes?.is_there !== true) return
    const [other] = await sql`select id from schemes where host is distinct from ${DEMO_HOST} limit 1`
    if (other !== undefined)
      throw new PlainError(
        'The database of DATABASE_URL holds another scheme than the demo’s: give the demo a database of its own.',
      )
  })
}

const SENTENCES: Readonly<Record<string, string>> = {
  '28P01': 'does not take the name and password',
  '28000': 'does not let this user in',
  '3D000': 'does not exist: make it, or name another',
  '42501': 'gives this user too few rights: use its owner, with CREATEROLE, or a superuser',
  ENOTFOUND: 'has a host that nobody knows',
  ECONNREFUSED: 'does not answer',
  CONNECT_TIMEOUT: 'does not answer',
  ECONNRESET: 'broke off the connection',
  CONNECTION_CLOSED: 'broke off the connection',
}

async function withDatabase<T>(url: string, work: (sql: Sql) => Promise<T>): Promise<T> {
  const sql = openClient(url)
  try {
    return await work(sql)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    const sentence = SENTENCES[code]
    if (sentence === undefined) throw error
    throw new PlainError(`The database of DATABASE_URL ${sentence}. Without DATABASE_URL the demo brings its own.`)
  } finally {
    await sql.end({ timeout: 2 })
  }
}

function openClient(url: string): Sql {
  try {
    return postgres(url, { max: 1, connect_timeout: 5, onnotice: () => {}, transform: { undefined: null } })
  } catch {
    throw new PlainError('DATABASE_URL is not like postgres://user:password@host:5432/database.')
  }
}
