import { databaseFault } from '../idempotency.ts'
import { Refusal } from '../problems.ts'

/** A job that has failed as often as this is dead: somebody must look at it. */
export const MAX_ATTEMPTS = 8

const FIRST_DELAY_MS = 10_000
const LONGEST_DELAY_MS = 6 * 3_600_000

/**
 * How long to wait after an attempt (the first is 1): 10 s, then four times as long each time, at most 6 hours, so that
 * a mail server may be away for a night's work. Each wait is cut by up to half, so that what failed together does not come back together.
 */
export function backOff(attempt: number, random: () => number): number {
  const delay = Math.min(FIRST_DELAY_MS * 4 ** (attempt - 1), LONGEST_DELAY_MS)
  return Math.round(delay * (0.5 + random() / 2))
}

/** The name and code of a fault. Never its text: a mail server's answer, or the database's, may hold people's data. */
export function nameFault(error: unknown): string {
  const code = databaseFault(error)?.code
  if (code !== undefined) return `PostgresError ${code}`
  if (error instanceof Refusal) return `Refusal ${error.problem}`
  if (!(error instanceof Error)) return typeof error
  return 'code' in error && isCode(error.code) ? `${error.name} ${error.code}` : error.name
}

const isCode = (code: unknown): code is string => typeof code === 'string' && /^[\w-]{1,60}$/.test(code)
