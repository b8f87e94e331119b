import { daysBetween } from '../../../platform/clock.ts'
import type { Context, SystemContext } from '../../../platform/context.ts'
import { invalid, Refusal } from '../../../platform/problems.ts'
import { MOST_SESSION_DAYS, type Session, sessionsBetween } from '../sessions.ts'
import { listSessionChanges } from '../store/sessions.ts'
import { findActivity } from '../store.ts'

/** When an activity is held from one day to another: by its schedule, with what was cancelled and moved. */
export async function listSessions(
  { db }: Pick<Context | SystemContext, 'db'>,
  { activityId, from, to }: { activityId: string; from: string; to: string },
): Promise<Session[]> {
  if (daysBetween(from, to) > MOST_SESSION_DAYS) throw invalid('#/querystring/to', 'Ask for a year of sessions at most')
  const activity = await findActivity(db, activityId)
  if (activity === undefined) throw new Refusal('not-found')
  return sessionsBetween(activity.schedule, await listSessionChanges(db, activityId, { from, to }), { from, to })
}
