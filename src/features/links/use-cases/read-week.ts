import { recordAudit } from '../../../platform/audit/record.ts'
import { addDays } from '../../../platform/clock.ts'
import type { Context } from '../../../platform/context.ts'
import { heldOf, listSessions, readActivity, type Session } from '../../activities/public.ts'
import { type Expected, listExpected } from '../../placements/public.ts'
import { getScheme } from '../../schemes/public.ts'

export type Week = {
  activity: { id: string; name: string; version: number; isClosed: boolean; isOpenDoor: boolean }
  /** The next session of these seven days, also when it is cancelled. */
  next: Session | undefined
  /** The last that was held. */
  last: Session | undefined
  /** Who comes to the next session, or in general while no session is known. */
  expected: Expected[]
  /** Who was expected at the last. */
  wasExpected: Expected[]
}

const AHEAD_DAYS = 7
const BACK_DAYS = 21

/** The session that comes, also when it is cancelled, and the last that was held: what the group may speak of by its link. */
export async function findSessionsOfWeek(
  context: Context,
  { activityId }: { activityId: string },
): Promise<Pick<Week, 'next' | 'last'>> {
  const today = context.today()
  const [from, to] = [addDays(today, -BACK_DAYS), addDays(today, AHEAD_DAYS)]
  const sessions = await listSessions(context, { activityId, from, to })
  return {
    next: sessions.find(({ heldOn }) => heldOn >= today),
    last: heldOf(sessions).findLast(({ heldOn }) => heldOn <= today),
  }
}

/** What a group has before it by its week's link. First names are shown, so the look is kept. */
export async function readWeek(context: Context, { activityId }: { activityId: string }): Promise<Week> {
  const { actor, db } = context
  const today = context.today()
  const activity = await readActivity(context, { activityId })
  const { next, last } = await findSessionsOfWeek(context, { activityId })
  const { settings: sharing } = await getScheme(context)
  return db.transaction(async (tx) => {
    const at = (on: string) => listExpected(tx, actor, { activityId, on, sharing })
    const expected = await at(next?.heldOn ?? today)
    const wasExpected = await at(last?.heldOn ?? today)
    const named = [...expected, ...wasExpected].filter(({ firstName }) => firstName !== undefined)
    if (named.length > 0)
      await recordAudit(tx, context, {
        action: 'group-week.shown',
        subjectKind: 'activity',
        subjectId: activityId,
        detail: { personIds: [...new Set(named.map(({ personId }) => personId))], byLink: true },
      })
    const { id, name, version, status, entry } = activity
    return {
      activity: { id, name, version, isClosed: status === 'closed', isOpenDoor: entry === 'open-door' },
      next,
      last,
      expected,
      wasExpected,
    }
  })
}
