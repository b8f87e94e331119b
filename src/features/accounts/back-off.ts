import { createHash } from 'node:crypto'

/** Seconds to wait after the n-th failure in a row; the last one holds for every failure after it. */
type Waits = readonly number[]

/** From one place five tries are free; then 1, 2, 4 … seconds, up to a quarter of an hour. */
export const WAITS_FROM_ONE_PLACE: Waits = doublingAfter(4, 15 * 60)

/**
 * From everywhere together: slows down guessing from many places, and stays so mild that nobody can lock a colleague out.
 * A place from which the address has signed in before does not wait for it at all.
 */
export const WAITS_FROM_EVERYWHERE: Waits = doublingAfter(19, 30)

/**
 * Of a code of six digits, wherever it is sent from and whoever knows the password: five tries are free, then the wait doubles
 * up to a day: after some twenty tries in a day and a half it is one try a day, of a million codes.
 */
export const WAITS_FOR_CODES: Waits = doublingAfter(4, 24 * 60 * 60)

/** Links for a new password that one address is sent in an hour. */
export const RESETS_AN_HOUR = 3

/** Failures are forgotten after a day without another one. */
export const FORGOTTEN_AFTER_MS = 24 * 60 * 60 * 1000
/** How long a place is known after a sign-in, and a row is kept. */
export const KNOWN_FOR_MS = 90 * FORGOTTEN_AFTER_MS

export type SignInKeys = { place: Buffer; everywhere: Buffer }

/** Hashed, so that the table of failures does not become a list of who works here. */
export function signInKeys(email: string, address: string): SignInKeys {
  return { place: keyHash('place', email, networkOf(address)), everywhere: keyHash('everywhere', email) }
}

/** Under which the requests for a new password are counted. */
export const resetKey = (email: string): Buffer => keyHash('password-reset', email)

/** A household or an attacker holds a whole /64 of IPv6 (RFC 6177), so that is the place; of IPv4 the address. */
export function networkOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1]
  if (mapped !== undefined) return mapped
  if (!address.includes(':')) return address
  const [head = '', tail] = address.toLowerCase().split('::')
  const before = head.split(':').filter((group) => group !== '')
  const after = (tail ?? '').split(':').filter((group) => group !== '')
  const zeros = Array.from({ length: Math.max(0, 8 - before.length - after.length) }, () => '0')
  return [...before, ...zeros, ...after]
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':')
}

const keyHash = (...parts: string[]): Buffer => createHash('sha256').update(JSON.stringify(parts)).digest()

function doublingAfter(free: number, longest: number): Waits {
  const waits = Array.from({ length: free }, () => 0)
  for (let wait = 1; wait < longest; wait *= 2) waits.push(wait)
  return [...waits, longest]
}
