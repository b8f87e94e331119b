import type { SystemContext } from '../../../platform/context.ts'
import { fromCursor, toPage } from '../../../platform/http/paging.ts'
import { invalid } from '../../../platform/problems.ts'
import { getScheme } from '../../schemes/public.ts'
import { type AskedOfDirectory, orderOf, toSearch, wordsOf } from '../search.ts'
import { findPlace, type Place, searchActivities, searchProviders } from '../store/search.ts'
import type { FoundActivity } from '../store.ts'

/** One page of the directory. No person is in it, so the look is not recorded. */
export async function listActivities(
  context: SystemContext,
  asked: AskedOfDirectory & { limit: number },
): Promise<{ items: FoundActivity[]; next: string | null }> {
  return searchFrom(context, asked, asked.near === undefined ? undefined : await placeOf(context, asked.near))
}

/** The same, from a place that the caller knows and nobody typed: somebody's home. */
export async function searchFrom(
  context: SystemContext,
  asked: AskedOfDirectory & { limit: number },
  from: Place | undefined,
): Promise<{ items: FoundActivity[]; next: string | null }> {
  const { limit, after, order = from === undefined ? orderOf(asked) : 'near' } = asked
  const search = toSearch(asked, await getScheme(context))
  const rows = await searchActivities(context.db, { ...search, order, from, limit, after: fromCursor(after, 4) })
  return toPage(rows, limit, (row) => [String(row.isPushedDown), String(row.rank), row.name, row.id])
}

async function placeOf({ db }: SystemContext, near: string): Promise<Place> {
  const place = await findPlace(db, { near })
  if (place === undefined)
    throw invalid('#/querystring/near', 'This postcode is not known here: use one nearby, or its first part')
  return place
}

/** Groups whose name is like the words: whoever looks does not care which of the two they remember. */
export const listProvidersLike = (context: SystemContext, typed: string) => {
  const words = wordsOf(typed)
  return words.length === 0 ? Promise.resolve([]) : searchProviders(context.db, words)
}
