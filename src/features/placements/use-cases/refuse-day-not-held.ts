import { addDays, type Day } from '../../../platform/clock.ts'
import type { Context } from '../../../platform/context.ts'
import { invalid } from '../../../platform/problems.ts'
import { sayLongDay } from '../../../platform/web/words.ts'
import { heldOf, listSessions, SESSIONS_SHOWN_DAYS } from '../../activities/public.ts'

const DAYS_NAMED = 3

/** A first day on which nothing is held sends somebody to a locked door. What has no schedule says nothing about days. */
export async function refuseDayNotHeld(
  context: Context,
  { activityId, startsOn }: { activityId: string; startsOn: Day | undefined },
): Promise<void> {
  const today = context.today()
  if (startsOn === undefined || startsOn < today) return
  const to = addDays(startsOn, SESSIONS_SHOWN_DAYS)
  const days = heldOf(await listSessions(context, { activityId, from: startsOn, to })).map(({ heldOn }) => heldOn)
  if (days.length === 0 || days.includes(startsOn)) return
  const next = days.filter((day) => day > startsOn).slice(0, DAYS_NAMED)
  throw invalid('#/startsOn', `It is not held on that day. The next days: ${next.map(sayLongDay).join('; ')}`)
}
