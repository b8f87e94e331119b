import { spawn, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chmod, chown, mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { PlainError } from '../plain-error.ts'

/** The programs of one PostgreSQL version, and how its initdb is told to compare text by code point in UTF-8. */
export type PostgresPrograms = { initdb: string; postgres: string; localeFlags: readonly string[] }

export type ClusterOptions = {
  /** Holds the cluster, its log, and the password and port in a file that only its owner may read. */
  dataDirectory: string
  log: (line: string) => void
  /** False for tests only: nothing is flushed to the disk. */
  durable: boolean
}

/** A cluster that is ready for a server. The port is the one that it had last. */
export type Cluster = Place & { password: string; port?: number }

type Place = Readonly<{ folder: string; data: string; programs: PostgresPrograms; user: SystemUser | undefined }>
type SystemUser = { uid: number; gid: number }

/** Nothing from our environment (PGDATA, PGPORT, LANG…) reaches PostgreSQL, and its messages are in English. */
export const CHILD = { env: { PATH: process.env.PATH ?? '', LC_ALL: 'C' }, cwd: '/' }

const CONNECTION = 'connection.json'

/** Makes the cluster if there is none yet. Refuses, with a sentence for the operator, programs or a folder that cannot be used. */
export async function openCluster(programs: PostgresPrograms, options: ClusterOptions): Promise<Cluster> {
  const folder = resolve(options.dataDirectory)
  const user = findSystemUser()
  const place: Place = { folder, data: join(folder, 'data'), programs, user }
  checkPrograms(programs, user)
  await createCluster(place, options)
  checkReach(place.data, place)
  return { ...place, ...(await readConnection(folder)) }
}

/** Written beside and moved into place, because a half-written file would lose the password. */
export async function keepPort({ folder, password, port: last }: Cluster, port: number): Promise<void> {
  if (port === last) return
  const file = join(folder, CONNECTION)
  await writeFile(`${file}.new`, JSON.stringify({ password, port }), { mode: 0o600 })
  await rename(`${file}.new`, file)
}

export function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return hasCode(error, 'EPERM')
  }
}

export function hasCode(error: unknown, ...codes: string[]): boolean {
  return error instanceof Error && 'code' in error && codes.includes(String(error.code))
}

/** PostgreSQL refuses to run as root, so root runs it as the system user postgres, as packages of PostgreSQL do. */
function findSystemUser(): SystemUser | undefined {
  if (process.getuid?.() !== 0) return undefined
  const ask = (flag: string) => spawnSync('id', [flag, 'postgres'], { encoding: 'utf8' })
  if (ask('-u').status !== 0) {
    spawnSync('useradd', ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', 'postgres'])
  }
  const [uid, gid] = [ask('-u'), ask('-g')]
  if (uid.status === 0 && gid.status === 0) return { uid: Number(uid.stdout), gid: Number(gid.stdout) }
  throw new PlainError(
    'PostgreSQL does not run as root and no system user postgres could be made: run as another user, or set DATABASE_URL to a PostgreSQL of yours',
  )
}

function checkPrograms(programs: PostgresPrograms, user: SystemUser | undefined): void {
  const { error, status, stderr } = spawnSync(programs.postgres, ['--version'], { ...CHILD, ...user, encoding: 'utf8' })
  if (error === undefined && status === 0) return
  if (error !== undefined && 'code' in error && error.code === 'EACCES') {
    throw new PlainError(
      `The database user cannot reach ${dirname(programs.postgres)}: move the project to a folder that every user may enter (such as /opt), or set DATABASE_URL to a PostgreSQL of yours`,
    )
  }
  throw new PlainError(
    `PostgreSQL in ${dirname(programs.postgres)} does not run (${error?.message ?? stderr.trim()}): set DATABASE_URL to a PostgreSQL of yours`,
  )
}

function checkReach(directory: string, { folder, user }: Place): void {
  if (spawnSync('test', ['-w', directory], { ...CHILD, ...user }).status === 0) return
  throw new PlainError(
    `The database user cannot reach ${folder}: set DATA_DIR to a folder that every user may enter (such as one in /var/lib), or DATABASE_URL to a PostgreSQL of yours`,
  )
}

/** The cluster is made beside its place and moved there when it is whole, so that a killed start leaves no half of one. */
async function createCluster(place: Place, options: ClusterOptions): Promise<void> {
  const { folder, user } = place
  const parent = dirname(folder)
  let staging: string | undefined
  try {
    const present = await list(folder)
    if (present.includes('data')) return
    if (present.length > 0) {
      throw new PlainError(`${folder} is neither empty nor a database of Rother: set DATA_DIR to another folder`)
    }
    await mkdir(parent, { recursive: true })
    await removeLeftovers(parent, `${basename(folder)}.new-`)
    staging = await mkdtemp(`${folder}.new-${process.pid}-`)
    await chmod(staging, 0o711)
    await mkdir(join(staging, 'data'), { mode: 0o700 })
    if (user !== undefined) await chown(join(staging, 'data'), user.uid, user.gid)
    checkReach(join(staging, 'data'), place)
    await initialise(place, staging, options)
    await rename(staging, folder)
  } catch (error) {
    if (!hasCode(error, 'ENOTEMPTY', 'EEXIST')) throw toPlain(error, folder)
    // Another process made the same cluster at the same moment and was first; use that one.
  } finally {
    if (staging !== undefined) await rm(staging, { recursive: true, force: true })
  }
}

async function initialise({ programs, user }: Place, staging: string, { durable, log }: ClusterOptions): Promise<void> {
  log('Making the database cluster')
  const password = randomBytes(24).toString('base64url')
  const passwordFile = join(staging, 'password')
  await writeFile(passwordFile, password, { mode: 0o600 })
  if (user !== undefined) await chown(passwordFile, user.uid, user.gid)
  const flags = [
    `--pgdata=${join(staging, 'data')}`,
    `--pwfile=${passwordFile}`,
    '--username=postgres',
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    ...programs.localeFlags,
    durable ? '--data-checksums' : '--no-sync',
  ]
  const child = spawn(programs.initdb, flags, { ...CHILD, ...user, stdio: ['ignore', 'ignore', 'pipe'] })
  let complaint = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaint += text
  })
  const code = await new Promise<number | null>((resolve, reject) => child.on('error', reject).on('close', resolve))
  if (code !== 0) {
    throw new PlainError(
      `The database cluster could not be made (${complaint.trim().split('\n')[0] ?? code}): set DATABASE_URL to a PostgreSQL of yours`,
    )
  }
  await rm(passwordFile)
  await writeFile(join(staging, CONNECTION), JSON.stringify({ password }), { mode: 0o600 })
}

async function removeLeftovers(parent: string, prefix: string): Promise<void> {
  for (const name of await list(parent)) {
    if (name.startsWith(prefix) && !isAlive(Number.parseInt(name.slice(prefix.length), 10)))
      await rm(join(parent, name), { recursive: true })
  }
}

async function readConnection(folder: string): Promise<{ password: string; port?: number }> {
  try {
    return JSON.parse(await readFile(join(folder, CONNECTION), 'utf8')) // written by keepPort
  } catch (error) {
    if (!hasCode(error, 'ENOENT')) throw toPlain(error, folder)
    throw new PlainError(`The password in ${folder}/${CONNECTION} is gone: set DATA_DIR to another folder`)
  }
}

const list = (path: string): Promise<string[]> =>
  readdir(path).catch((error: unknown) => {
    if (hasCode(error, 'ENOENT')) return []
    throw error
  })

function toPlain(error: unknown, folder: string): unknown {
  if (!hasCode(error, 'EACCES', 'EPERM', 'EROFS', 'ENOTDIR')) return error
  return new PlainError(
    `${folder} cannot be used: set DATA_DIR to a folder that you may write to, or DATABASE_URL to a PostgreSQL of yours`,
  )
}
