import { constants, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { access, mkdir, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { PlainError } from '../platform/plain-error.ts'

/** Where the demo keeps everything of its own, once no other start may touch it. */
export type DataFolder = {
  path: string
  /** Tells the next start where this one is to be found. */
  note: (address: string) => void
  release: () => void
}

const LOCK = 'demo.lock'
/** What the demo writes there; nothing else is ever removed. */
const OWN = ['secrets.json', 'secrets.json.broken', 'secrets.json.new', 'demo.log', 'postgres']

type Holder = { pid: number; began: string; address?: string }

/** Takes the folder for this process, making it on the first start. A lock that a killed process left is taken over. */
export async function claimDataFolder(path: string): Promise<DataFolder> {
  try {
    await mkdir(path, { recursive: true })
    await access(path, constants.W_OK)
  } catch {
    throw new PlainError(`${path} cannot be written to: set DATA_DIR to a folder of yours.`)
  }
  const file = join(path, LOCK)
  const self = { pid: process.pid, began: beginOf(process.pid) }
  takeLock(file, self)
  return {
    path,
    note: (address) => writeFileSync(file, JSON.stringify({ ...self, address })),
    release: () => {
      if (readHolder(file)?.pid === process.pid) rmSync(file, { force: true })
    },
  }
}

/** Removes what the demo keeps, so that it begins anew. Its database must not be running. */
export async function emptyDataFolder({ path }: DataFolder): Promise<void> {
  const names = await readdir(path)
  for (const name of names.filter((candidate) => OWN.includes(candidate) || candidate.startsWith('postgres.new-')))
    await rm(join(path, name), { recursive: true, force: true, maxRetries: 3 })
}

/** Made only when it is not there, so of two starts at once one has it. */
function takeLock(file: string, self: Holder): void {
  for (let attempt = 1; attempt <= 5; attempt += 1) {
    try {
      writeFileSync(file, JSON.stringify(self), { flag: 'wx' })
      return
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
    }
    const holder = readHolder(file)
    if (holder !== undefined && isRunning(holder)) {
      const where = holder.address === undefined ? 'and is starting' : `at ${holder.address}`
      throw new PlainError(
        `The demo is running already ${where} (process ${holder.pid}): use that one, stop it with Ctrl-C, or set DATA_DIR and PORT for a second one.`,
      )
    }
    rmSync(file, { force: true })
  }
  throw new PlainError(`Another start of the demo was faster: try again, or remove ${file}.`)
}

function readHolder(file: string): Holder | undefined {
  try {
    const holder: Holder = JSON.parse(readFileSync(file, 'utf8')) // written by takeLock and note
    return Number.isInteger(holder.pid) ? holder : undefined
  } catch {
    return undefined
  }
}

function isRunning({ pid, began }: Holder): boolean {
  if (pid === process.pid) return false
  try {
    process.kill(pid, 0)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EPERM')) return false
  }
  return beginOf(pid) === began
}

/**
 * When a process began, as Linux counts it: in a container a new process soon has the number of the last one. Field 22 of
 * proc(5), after the name in brackets, which may hold spaces. Elsewhere the number alone must do.
 */
function beginOf(pid: number): string {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return text.slice(text.lastIndexOf(')') + 2).split(' ')[19] ?? ''
  } catch {
    return ''
  }
}
