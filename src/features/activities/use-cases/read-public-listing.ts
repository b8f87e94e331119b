import type { SystemContext } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/problems.ts'
import { getScheme } from '../../schemes/public.ts'
import { withoutPlace } from '../rules.ts'
import { findListing } from '../store/photos.ts'
import type { Activity } from '../store.ts'

/**
 * A listing for everybody: not while it is hidden. Of a sensitive kind nobody reads where it is: whom somebody flees from
 * reads it too.
 */
export async function readPublicListing(
  context: SystemContext,
  { activityId }: { activityId: string },
): Promise<Activity & { photoShows: string | null }> {
  const listing = await findListing(context.db, activityId)
  if (listing === undefined || listing.hiddenAt !== null || listing.isClosed) throw new Refusal('not-found')
  const seen = withoutPlace(listing, await getScheme(context))
  return seen === listing ? listing : { ...seen, photoShows: null }
}
