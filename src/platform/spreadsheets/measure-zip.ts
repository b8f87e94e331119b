import { inflateRawSync } from 'node:zlib'

const ENTRY = 0x02014b50
const END = 0x06054b50
const STORED = 0
const DEFLATED = 8
const MOST_FILES = 1_000

export const isZip = (bytes: Buffer): boolean => bytes.length > 4 && bytes.readUInt32LE(0) === 0x04034b50

/** Sees each file of a ZIP as it is unpacked; what it throws goes to the caller. */
type Look = (name: string, content: Buffer) => void

/**
 * How much a ZIP file really unpacks to: what it says of itself is not believed. It stops soon after `most`. Undefined
 * when the file is broken.
 */
export function measureZip(bytes: Buffer, most: number, look: Look = () => {}): number | undefined {
  const seen: [string, Buffer][] = []
  const total = measureQuietly(bytes, most, (name, content) => void seen.push([name, content]))
  if (total !== undefined && total <= most) for (const [name, content] of seen) look(name, content)
  return total
}

function measureQuietly(bytes: Buffer, most: number, look: Look): number | undefined {
  try {
    return measure(bytes, most, look)
  } catch {
    return undefined
  }
}

function measure(bytes: Buffer, most: number, look: Look): number | undefined {
  const end = findEnd(bytes)
  if (end === undefined) return undefined
  const files = bytes.readUInt16LE(end + 10)
  if (files > MOST_FILES) return most + 1
  let at = bytes.readUInt32LE(end + 16)
  let total = 0
  for (let file = 0; file < files; file += 1) {
    if (bytes.readUInt32LE(at) !== ENTRY) return undefined
    const method = bytes.readUInt16LE(at + 10)
    const packed = bytes.readUInt32LE(at + 20)
    const local = bytes.readUInt32LE(at + 42)
    const begin = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28)
    const content = bytes.subarray(begin, begin + packed)
    const unpacked =
      method === STORED ? content : method === DEFLATED ? inflateAtMost(content, most - total) : undefined
    if (unpacked === undefined) return undefined
    if (unpacked === 'too-much') return most + 1
    total += unpacked.length
    if (total > most) return total
    look(bytes.toString('latin1', at + 46, at + 46 + bytes.readUInt16LE(at + 28)), unpacked)
    at += 46 + bytes.readUInt16LE(at + 28) + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32)
  }
  return total
}

function inflateAtMost(packed: Buffer, most: number): Buffer | 'too-much' {
  try {
    return inflateRawSync(packed, { maxOutputLength: most + 1 })
  } catch (error) {
    if (error instanceof RangeError) return 'too-much'
    throw error
  }
}

/** The end of the list of files stands in the last bytes, before a comment of 65,535 bytes at most. */
function findEnd(bytes: Buffer): number | undefined {
  for (let at = bytes.length - 22; at >= 0 && at > bytes.length - 65_558; at -= 1)
    if (bytes.readUInt32LE(at) === END) return at
  return undefined
}
