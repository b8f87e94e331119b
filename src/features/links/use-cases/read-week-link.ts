import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/problems.ts'
import { type Activity, findActivity } from '../../activities/public.ts'
import { findWeekLink, type WeekLink } from '../store/links.ts'

/** An activity and the last link of its group's week, if there was one; what the link opens is not read. */
export async function readWeekLink(
  { db }: Context,
  { activityId }: { activityId: string },
): Promise<{ activity: Activity; link: WeekLink | undefined }> {
  const activity = await findActivity(db, activityId)
  if (activity === undefined) throw new Refusal('not-found')
  return { activity, link: await findWeekLink(db, activityId) }
}
