import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { TestLike } from '../support/database.ts'

export type Item = { id: string; last_modified?: string } & Record<string, unknown>

export type FeedServer = {
  url: string
  /** What it holds; a test changes it as it goes. */
  items: Item[]
  /** Paths with their query, as they were asked. */
  asked: string[]
  /** Answers in its own way when it returns true. */
  instead: ((path: URL, response: ServerResponse) => boolean) | undefined
}

/** Another area's feed on this machine, as the standard has it: pages, `full`, `minimal` and `modified_after`. */
export async function serveFeed(t: TestLike, items: Item[], mostPerPage = 100): Promise<FeedServer> {
  const feed: FeedServer = { url: '', items, asked: [], instead: undefined }
  const server = createServer((request: IncomingMessage, response: ServerResponse) => {
    const url = new URL(request.url ?? '/', 'http://feed.example')
    feed.asked.push(`${url.pathname}${url.search}`)
    if (feed.instead?.(url, response)) return
    const json = (body: unknown, status = 200) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
    const one = /^\/services\/(.+)$/.exec(url.pathname)?.[1]
    if (one !== undefined) {
      const item = feed.items.find(({ id }) => id === one)
      json(item ?? {}, item === undefined ? 404 : 200)
      return
    }
    if (url.pathname !== '/services') {
      json({}, 404)
      return
    }
    const { searchParams } = url
    const since = searchParams.get('modified_after') ?? ''
    const page = Number(searchParams.get('page') ?? 1)
    const perPage = Math.min(Number(searchParams.get('per_page') ?? mostPerPage), mostPerPage)
    const found = feed.items.filter(({ last_modified: at }) => (at ?? '') >= since)
    const pages = Math.ceil(found.length / perPage)
    const contents = found.slice((page - 1) * perPage, page * perPage)
    json({
      total_items: found.length,
      total_pages: pages,
      page_number: page,
      size: contents.length,
      first_page: page === 1,
      last_page: page >= pages,
      empty: contents.length === 0,
      contents: searchParams.get('minimal') === 'true' ? contents.map(({ id }) => ({ id })) : contents,
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.teardown(async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  })
  feed.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return feed
}
