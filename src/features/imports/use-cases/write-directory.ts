import type { Context } from '../../../platform/context.ts'
import { writeCsv } from '../../../platform/spreadsheets/write-csv.ts'
import { getScheme } from '../../schemes/public.ts'
import { ACTIVITY_COLUMNS, ALSO_SAID } from '../activity-columns.ts'
import { listListings } from '../store.ts'

/**
 * The directory as a file, which comes back as it is: of a group its own. No person is in it, so the look is not recorded.
 */
export async function writeDirectory(context: Context): Promise<string> {
  const { db, actor } = context
  const { lists } = await getScheme(context)
  const words = { categories: lists['activity-category'] }
  const listings = await listListings(db, actor.role === 'provider' ? actor.organisationId : undefined)
  return writeCsv([
    [...ACTIVITY_COLUMNS, ...ALSO_SAID].map(({ heading }) => heading),
    ...listings.map((listing) => [
      ...ACTIVITY_COLUMNS.map(({ say }) => say(listing, words)),
      ...ALSO_SAID.map(({ say }) => say(listing)),
    ]),
  ])
}
