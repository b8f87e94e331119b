import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { open, readFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import postgres, { type Sql } from 'postgres'
import { PlainError } from '../plain-error.ts'
import {
  CHILD,
  type Cluster,
  type ClusterOptions,
  hasCode,
  isAlive,
  keepPort,
  openCluster,
  type PostgresPrograms,
} from './postgres-cluster.ts'

/** Without a port, the one of the last start is taken if it is free, else any other. */
export type ServerOptions = ClusterOptions & { port?: number }

export type RunningServer = {
  /** Signs in as superuser to the database rother. */
  url: string
  stop: () => Promise<void>
  /** The server was already running because the process that started it was killed. */
  adopted: boolean
}

/** Terse, because DETAIL and STATEMENT lines hold people's data. */
const SETTINGS = [
  'listen_addresses=127.0.0.1',
  'unix_socket_directories=',
  'max_connections=200',
  'timezone=UTC',
  'log_timezone=UTC',
  'log_error_verbosity=terse',
  'log_min_error_statement=panic',
  'log_checkpoints=off',
]
const NOT_DURABLE = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off']

/** Starts PostgreSQL on a folder, making the cluster on the first start, or adopts the server that an ended process left there. */
export async function startServer(programs: PostgresPrograms, options: ServerOptions): Promise<RunningServer> {
  const cluster = await openCluster(programs, options)
  const { session, port, pid, adopted } = await signInOrLaunch(cluster, options)
  try {
    await claim(session, cluster.folder)
    await createDatabase(session)
    await keepPort(cluster, port)
  } catch (error) {
    await session.end()
    throw error
  }
  options.log(
    adopted ? 'Took over the PostgreSQL that an earlier process left running' : `PostgreSQL is running on port ${port}`,
  )

  // An uncaught error ends the process without stop(); only a killed one leaves the server behind.
  const stopAtExit = () => {
    if (isRunning(cluster.data, pid)) process.kill(pid, 'SIGINT')
  }
  process.once('exit', stopAtExit)
  let stopping: Promise<void> | undefined
  const stop = async () => {
    process.off('exit', stopAtExit)
    await session.end()
    await stopServer(cluster.data, pid)
  }
  return {
    url: serverUrl(cluster.password, port, 'rother'),
    adopted,
    stop: () => {
      stopping ??= stop()
      return stopping
    },
  }
}

type Session = { session: Sql; port: number; pid: number; adopted: boolean }

/** Tries again when the port was taken in the meantime, or another process started a server on this folder first. */
async function signInOrLaunch(cluster: Cluster, options: ServerOptions): Promise<Session> {
  const { folder, data, password } = cluster
  for (let attempt = 1; attempt <= 3; attempt += 1) {
    const running = readPostmaster(data)
    if (running !== undefined && isAlive(running.pid)) {
      const session = await signIn(password, running.port, () => isAlive(running.pid))
      if (session !== undefined) return { session, ...running, adopted: true }
    }
    const port = options.port ?? (await choosePort(cluster.port))
    const child = await launch(cluster, options.durable, port)
    const runs = () => child.exitCode === null && child.signalCode === null
    const session = await signIn(password, port, runs)
    const { pid } = child
    if (session !== undefined && pid !== undefined && readPostmaster(data)?.pid === pid) {
      return { session, port, pid, adopted: false }
    }
    await session?.end()
    await wait(200 * attempt)
  }
  throw new PlainError(
    `PostgreSQL does not start on ${folder} (${await lastLogLine(folder)}): see server.log there, or set DATA_DIR to another folder`,
  )
}

/**
 * In a session of its own, so that Ctrl-C reaches our process alone and requests end before the database does; it writes
 * its log to a file, because it may outlive us.
 */
async function launch({ folder, data, programs, user }: Cluster, durable: boolean, port: number) {
  const log = await open(join(folder, 'server.log'), 'a', 0o600)
  try {
    const settings = [`port=${port}`, ...SETTINGS, ...(durable ? [] : NOT_DURABLE)]
    const flags = ['-D', data, ...settings.flatMap((setting) => ['-c', setting])]
    const child = spawn(programs.postgres, flags, {
      ...CHILD,
      ...user,
      detached: true,
      stdio: ['ignore', log.fd, log.fd],
    })
    child.on('error', () => {}) // signIn sees that it does not run
    child.unref()
    return child
  } finally {
    await log.close()
  }
}

/** Waits through start-up and crash recovery; undefined when nothing answers and `mayStillAnswer` says no, or for too long. */
async function signIn(password: string, port: number, mayStillAnswer: () => boolean): Promise<Sql | undefined> {
  for (let refusals = 0; refusals < 200 && mayStillAnswer(); await wait(25)) {
    const session = postgres(serverUrl(password, port, 'postgres'), {
      max: 1,
      idle_timeout: 0,
      max_lifetime: null,
      onnotice: () => {},
      transform: { undefined: null },
      connection: { application_name: 'rother launcher' },
    })
    try {
      await session`select 1`
      return session
    } catch (error) {
      await session.end()
      if (hasCode(error, '28P01'))
        throw new PlainError('The kept password does not open the database: set DATA_DIR to another folder')
      if (!hasCode(error, '57P03', 'ECONNREFUSED', 'ECONNRESET', 'CONNECTION_CLOSED')) throw error
      if (!hasCode(error, '57P03')) refusals += 1
    }
  }
  return undefined
}

/** The process that uses a server holds this lock with its session, which ends with it; so a killed process holds nothing. */
async function claim(session: Sql, folder: string): Promise<void> {
  const [lock] = await session<{ taken: boolean }[]>`select pg_try_advisory_lock(hashtext('rother launcher')) as taken`
  if (lock?.taken === true) return
  throw new PlainError(`Another process is using the database in ${folder}: stop it, or set DATA_DIR to another folder`)
}

async function createDatabase(session: Sql): Promise<void> {
  const [database] = await session`select 1 from pg_database where datname = 'rother'`
  if (database === undefined) await session`create database rother`
}

async function stopServer(data: string, pid: number): Promise<void> {
  // Fast shutdown ends the sessions and flushes; immediate is a crash that PostgreSQL recovers from.
  for (const way of ['SIGINT', 'SIGQUIT'] as const) {
    if (isRunning(data, pid)) process.kill(pid, way)
    const deadline = Date.now() + 30_000
    while (Date.now() < deadline) {
      if (!isRunning(data, pid)) return
      await wait(20)
    }
  }
}

/** The file as well as the process: the number of an ended process goes to another in time. */
const isRunning = (data: string, pid: number) => readPostmaster(data)?.pid === pid && isAlive(pid)

/** The first lines of postmaster.pid: process id, data directory, start time, port. */
function readPostmaster(data: string): { pid: number; port: number } | undefined {
  try {
    const lines = readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n')
    const [pid, port] = [Number(lines[0]), Number(lines[3])]
    return pid > 0 && port > 0 ? { pid, port } : undefined
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined
    throw error
  }
}

async function choosePort(preferred = 0): Promise<number> {
  const probe = createServer()
  const port = await new Promise<number | undefined>((resolve) => {
    probe.on('error', () => resolve(undefined))
    probe.listen(preferred, '127.0.0.1', () => {
      const address = probe.address()
      resolve(typeof address === 'object' && address !== null ? address.port : undefined)
    })
  })
  await new Promise((resolve) => probe.close(resolve))
  return port ?? choosePort()
}

async function lastLogLine(folder: string): Promise<string> {
  const lines = (await readFile(join(folder, 'server.log'), 'utf8')).trim().split('\n')
  return lines.findLast((line) => line.includes('FATAL'))?.replace(/^.*FATAL: +/, '') ?? 'it does not say why'
}

const serverUrl = (password: string, port: number, database: string) =>
  `postgres://postgres:${password}@127.0.0.1:${port}/${database}`
