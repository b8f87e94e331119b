import { z } from 'zod'
import { invalid } from '../problems.ts'

/** What every list takes: how many, and the place after which to go on. */
export const PageQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(100).default(25).describe('How many at most'),
  after: z.string().max(200).optional().describe('The `next` of the page before'),
})

export const pageOf = <Item extends z.ZodType>(item: Item) =>
  z.object({
    items: z.array(item),
    next: z.string().nullable().describe('Pass it as `after` for the next page; null on the last one'),
  })

/** A place in a list is the key of its last row: opaque to the caller, cheap for the database at any depth. */
export const toCursor = (...key: string[]): string => Buffer.from(JSON.stringify(key)).toString('base64url')

export function fromCursor(cursor: string | undefined, parts: number): string[] | undefined {
  if (cursor === undefined) return undefined
  try {
    const key: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString())
    if (Array.isArray(key) && key.length === parts && key.every((part) => typeof part === 'string')) return key
  } catch {
    // fall through to the refusal
  }
  throw invalid('#/querystring/after', 'Pass `after` exactly as `next` gave it')
}

/** Cuts the one row too many that was read to know whether there is a next page. */
export function toPage<Row>(
  rows: Row[],
  limit: number,
  key: (row: Row) => string[],
): { items: Row[]; next: string | null } {
  const items = rows.slice(0, limit)
  const last = items.at(-1)
  return { items, next: rows.length > limit && last !== undefined ? toCursor(...key(last)) : null }
}
