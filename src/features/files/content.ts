import type { FileType } from './kinds.ts'

/*
 * What bytes are, by their beginning. What a file is called and what its sender says of it is not asked: a page that is
 * called photo.jpg is a page.
 */

const BEGINNINGS: readonly [FileType, readonly number[]][] = [
  ['image/jpeg', [0xff, 0xd8, 0xff]],
  ['image/png', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
  ['application/pdf', [0x25, 0x50, 0x44, 0x46, 0x2d]],
]

export const typeOf = (bytes: Uint8Array): FileType | undefined =>
  BEGINNINGS.find(([, beginning]) => beginning.every((byte, index) => bytes[index] === byte))?.[0]
