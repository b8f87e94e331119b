import type { Random } from './random.ts'

const PER_MILLISECOND = 0x1000

/**
 * UUIDs of version 7 for past moments, in any order of making: ids of the same millisecond count up, so that a list by
 * id is a list by time here too. Their random bits come from the seed.
 */
export function makeIds(random: Random): (at: Date) => string {
  const made = new Map<number, number>()
  const hex = (digits: number) =>
    random
      .int(16 ** digits)
      .toString(16)
      .padStart(digits, '0')
  return (at) => {
    const ms = at.getTime()
    const count = made.get(ms) ?? 0
    if (count === PER_MILLISECOND) throw new RangeError('Too many ids for one millisecond')
    made.set(ms, count + 1)
    const time = ms.toString(16).padStart(12, '0')
    const variant = (0x8000 | random.int(0x4000)).toString(16)
    return `${time.slice(0, 8)}-${time.slice(8)}-${(0x7000 | count).toString(16)}-${variant}-${hex(6)}${hex(6)}`
  }
}
