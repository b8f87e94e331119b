import { z } from 'zod'
import { getFromStranger, StrangerError, type StrangerOptions } from '../../platform/outward/get-from-stranger.ts'
import { isWhole } from './from-service.ts'

export type FeedPage = { items: unknown[]; isLast: boolean }

/** A feed that does not answer as the standard has it. */
export class NotAFeed extends Error {
  override readonly name = 'NotAFeed'
}

/** Only what says how to go on must be there; feeds differ in the rest. */
const Page = z.object({
  total_pages: z.number().optional(),
  page_number: z.number().optional(),
  last_page: z.boolean().optional(),
  contents: z.array(z.unknown()).max(20_000),
})

const PER_PAGE = 100
const DETAILS_AT_ONCE = 4
const DETAIL_WITHIN_MS = 5_000
/** The standard says "on or after", and clocks differ: what changed within the hour before is read twice. */
const OVERLAP_MS = 3_600_000

/** The address of a part of a feed; what the feed's own address asks for stays. */
function addressOf(feed: { url: string }, path: string, query: Record<string, string> = {}): string {
  const url = new URL(feed.url)
  url.pathname = `${url.pathname.replace(/\/+$/, '')}${path}`
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value)
  return url.href
}

/** A page of whole services, those alone that changed since when that is known. */
export async function readServices(
  feed: { url: string },
  { page, modifiedAfter }: { page: number; modifiedAfter: Date | null },
  options: StrangerOptions,
): Promise<FeedPage> {
  const since: Record<string, string> =
    modifiedAfter === null ? {} : { modified_after: new Date(modifiedAfter.getTime() - OVERLAP_MS).toISOString() }
  const query = { page: String(page), per_page: String(PER_PAGE), full: 'true', ...since }
  const found = await readPage(addressOf(feed, '/services', query), page, options)
  if (found.items.some(isWhole)) return found
  return { ...found, items: await readDetails(feed, found.items, options) }
}

/** A page of what the feed has, each with no more than its id. */
export const readIdentities = (
  feed: { url: string },
  { page }: { page: number },
  options: StrangerOptions,
): Promise<FeedPage> => readPage(addressOf(feed, '/services', { page: String(page), minimal: 'true' }), page, options)

async function readPage(address: string, page: number, options: StrangerOptions): Promise<FeedPage> {
  const parsed = Page.safeParse(await readJson(address, options))
  if (!parsed.success) throw new NotAFeed()
  const { contents, last_page: lastPage, total_pages: pages, page_number: number } = parsed.data
  // Who answers the first page to whatever is asked would be read for ever.
  if (number !== undefined && number !== page && contents.length > 0) throw new NotAFeed()
  return { items: contents, isLast: contents.length === 0 || lastPage === true || page >= (pages ?? page) }
}

/** Lists that hold what there is one of, as the standard allows: the rest of each service is asked for by its id. */
async function readDetails(feed: { url: string }, items: unknown[], options: StrangerOptions): Promise<unknown[]> {
  const whole = [...items]
  const waiting = items.keys()
  const work = async () => {
    for (const index of waiting) {
      const listed = Listed.safeParse(items[index]).data
      // What the list has wrong already is said to be, and asked no further.
      if (listed === undefined) continue
      try {
        const detail = await readJson(addressOf(feed, `/services/${listed.id}`), {
          ...options,
          withinMs: DETAIL_WITHIN_MS,
        })
        // The list may know whose it is, where the details do not say it again.
        if (Listed.safeParse(detail).data?.id === listed.id)
          whole[index] = { ...asRecord(items[index]), ...asRecord(detail) }
      } catch (error) {
        // It went between the list and now, or the feed gives no details: the list's words are taken.
        if (!(error instanceof StrangerError && error.code === 'refused')) throw error
      }
    }
  }
  await Promise.all(Array.from({ length: DETAILS_AT_ONCE }, work))
  return whole
}

const Listed = z.object({ id: z.guid().toLowerCase(), name: z.string().min(1), status: z.string() })
const asRecord = (value: unknown): object => (typeof value === 'object' && value !== null ? value : {})

const TRIES = 3
const BUSY = [429, 500, 502, 503, 504]
const WAIT_MS = 500

/** A server that is busy or away for a moment is asked again. */
async function readJson(address: string, options: StrangerOptions): Promise<unknown> {
  for (let tries = 1; ; tries++) {
    try {
      return parse((await getFromStranger(address, options)).text)
    } catch (error) {
      const isPassing =
        error instanceof StrangerError &&
        (error.code === 'unreachable' || (error.code === 'refused' && BUSY.includes(error.status ?? 0)))
      if (!isPassing || tries === TRIES) throw error
      await new Promise((resolve) => setTimeout(resolve, WAIT_MS * tries))
    }
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch {
    throw new NotAFeed()
  }
}
