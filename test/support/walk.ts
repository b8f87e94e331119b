import { SCREEN_COOKIE } from '../../src/platform/web/pages.ts'
import type { Browser, Shown } from './browser.ts'

/** An address with what differs from row to row taken out: one link of each kind is followed. */
export const kindOf = (href: string): string =>
  href
    .replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, ':id')
    .replace(/\/texts\/[a-z-]+/, '/texts/:key')
    .replace(/\/lists\/[a-z-]+\/[a-z0-9-]+/, '/lists/:list/:code')
    .replace(/\/lists\/[a-z-]+$/, '/lists/:list')
    .replace(/([?&](?:after|reference|done|to))=[^&]*/g, '$1=…')

export type Seen = { href: string; kind: string; shown: Shown }

/** Follows one link of each kind from where a role begins, until there is nothing new. */
export async function walk(browser: Browser, start: string): Promise<Seen[]> {
  const seen: Seen[] = []
  const known = new Set<string>()
  const toVisit = [start]
  for (let href = toVisit.shift(); href !== undefined; href = toVisit.shift()) {
    const kind = kindOf(href)
    if (known.has(kind)) continue
    known.add(kind)
    const shown = await browser.open(href)
    // A page for the person keeps the screen: the walk goes on as the worker.
    browser.cookies.delete(SCREEN_COOKIE)
    seen.push({ href, kind, shown })
    for (const [, found = ''] of shown.text.matchAll(/<a[^>]*href="(\/[^"#]*)"/g))
      toVisit.push(found.replaceAll('&amp;', '&'))
  }
  return seen
}

/** What somebody looks at: pages alone, no files and nothing of the API, and of lists one whatever they are narrowed to. */
export function pagesIn(seen: readonly Seen[]): { href: string; kind: string }[] {
  const pages = new Map<string, string>()
  for (const { href, kind, shown } of seen) {
    const [address = kind] = kind.split('?')
    const isPage = String(shown.headers['content-type']).startsWith('text/html') && !/^\/(?:api|demo)\//.test(address)
    if (isPage && !pages.has(address)) pages.set(address, href)
  }
  return [...pages].map(([kind, href]) => ({ kind, href }))
}
