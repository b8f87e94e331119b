import { typeOf } from './content.ts'
import type { FileType } from './kinds.ts'

/** A picture of 200 kB can unfold to a wall: as many pixels as the largest telephone camera in common use makes. */
const MOST_PIXELS = 50_000_000
const SECONDS = 8

/** The same for a page: a JPEG at most so many pixels wide; undefined when it is no picture that can be read. */
export async function cleanPhoto(bytes: Buffer, { wide }: { wide: number }): Promise<Buffer | undefined> {
  const type = typeOf(bytes)
  const clean = type === 'image/jpeg' || type === 'image/png' ? await cleanImage(bytes, type) : undefined
  if (clean === undefined) return undefined
  const { default: sharp } = await import('sharp')
  return sharp(clean).resize({ width: wide, withoutEnlargement: true }).jpeg({ quality: 80 }).toBuffer()
}

/**
 * The picture alone: decoded, turned as the camera was held, and written anew, so that place, camera, comments and whatever
 * hung on its end are gone. Undefined when it cannot be read to its end, or is too large to unfold.
 */
export async function cleanImage(
  bytes: Buffer,
  type: Exclude<FileType, 'application/pdf'>,
): Promise<Buffer | undefined> {
  const { default: sharp } = await import('sharp')
  // One picture uses one thread, and none is remembered.
  sharp.concurrency(1)
  sharp.cache(false)
  const picture = sharp(bytes, { limitInputPixels: MOST_PIXELS, failOn: 'warning', pages: 1 })
    .autoOrient()
    .timeout({ seconds: SECONDS })
  try {
    return await (type === 'image/jpeg' ? picture.jpeg({ quality: 85 }) : picture.png()).toBuffer()
  } catch {
    // Whatever the decoder did not like, the sender is told the same: nothing else can be done about it.
    return undefined
  }
}
