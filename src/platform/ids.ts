import { createHash, randomBytes, randomInt } from 'node:crypto'

const IDS_PER_FILL = 256
const RANDOM_HEX_PER_ID = 16
const COUNTER_END = 0x1000

/**
 * Makes UUIDs version 7 (RFC 9562, section 5.7): 48 bits of time, 12 bits of counter, 62 random bits.
 * Each one is greater than the one before from the same maker (section 6.2, method 1), also when the clock is set back:
 * then the time of the latest one goes on. So make ids for past moments in the order of those moments.
 */
export function idMaker(): (now?: Date) => string {
  let latestMs = Number.NEGATIVE_INFINITY
  let time = ''
  let counter = 0
  let randomHex = ''
  let randomAt = 0

  /** The counter begins in the lower half, so that at least 2,048 ids fit into a millisecond before it borrows the next one. */
  function startAt(ms: number): void {
    const hex = ms.toString(16).padStart(12, '0')
    time = `${hex.slice(0, 8)}-${hex.slice(8)}`
    latestMs = ms
    counter = randomInt(COUNTER_END / 2)
  }

  /** One call for many ids, turned into hex at once: the source of randomness and the hex are what an id costs. */
  function fillRandom(): void {
    const bytes = randomBytes((IDS_PER_FILL * RANDOM_HEX_PER_ID) / 2)
    for (let at = 0; at < bytes.length; at += RANDOM_HEX_PER_ID / 2) {
      bytes.writeUInt8((bytes.readUInt8(at) & 0x3f) | 0x80, at)
    }
    randomHex = bytes.toString('hex')
    randomAt = 0
  }

  return (now = new Date()) => {
    const ms = now.getTime()
    if (ms > latestMs) startAt(ms)
    else if (++counter === COUNTER_END) startAt(latestMs + 1)
    if (randomAt === randomHex.length) fillRandom()

    const variantAndRandom = randomHex.slice(randomAt, randomAt + 4)
    const random = randomHex.slice(randomAt + 4, randomAt + RANDOM_HEX_PER_ID)
    randomAt += RANDOM_HEX_PER_ID
    return `${time}-${(0x7000 | counter).toString(16)}-${variantAndRandom}-${random}`
  }
}

/** The maker of this process: its ids are in the order in which they were made. */
export const uuidv7 = idMaker()

const TIME_AND_COUNTER = 18

/** The id of something that came with another: of the same time, and the same each time it is asked for. */
export function idBeside(id: string, name: string): string {
  const hash = createHash('sha256').update(`${id} ${name}`).digest()
  hash.writeUInt8((hash.readUInt8(0) & 0x3f) | 0x80, 0)
  const hex = hash.toString('hex')
  return `${id.slice(0, TIME_AND_COUNTER)}-${hex.slice(0, 4)}-${hex.slice(4, RANDOM_HEX_PER_ID)}`
}
