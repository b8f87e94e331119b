import { type Day, daysBetween } from '../../../platform/clock.ts'
import type { SystemContext, Tx } from '../../../platform/context.ts'
import { sayLongDay } from '../../../platform/web/words.ts'
import { findSessionChange } from '../../activities/public.ts'
import { stopReachingAbout, tellPerson } from '../../people/public.ts'
import { openTask } from '../../tasks/public.ts'
import { type Coming, listComingUnscoped } from '../store/coming.ts'

export type SessionTold = { activityId: string; on: Day; was: { heldOn: Day; startsAt: string; wasCancelled: boolean } }

/** A letter needs so many days to arrive. */
const LETTER_DAYS = 3

/**
 * Tells those who come that a session is cancelled or moved, or held after all, through the gate; whom nothing reaches is rung by the advisor. What was
 * written about it before and has not left is stopped, so that nobody hears of two days.
 */
export async function tellOfSession(context: SystemContext, { activityId, on, was }: SessionTold): Promise<void> {
  await context.db.transaction(async (tx) => {
    const change = await findSessionChange(tx, { activityId, on })
    // Taken back before anybody was told.
    if (change === undefined || (change.status === 'as-planned' && !was.wasCancelled)) return
    const coming = await listComingUnscoped(tx, { activityId, on })
    await stopReachingAbout(
      tx,
      context,
      coming.map(({ placementId }) => placementId),
    )
    const isCancelled = change.status === 'cancelled'
    const [day, time] = isCancelled
      ? [was.heldOn, was.startsAt]
      : [change.movedToOn ?? on, change.startsAt ?? was.startsAt]
    const first = day < was.heldOn ? day : was.heldOn
    const told = {
      news: isCancelled ? ('session-cancelled' as const) : ('session-moved' as const),
      when: `${sayLongDay(day)} at ${time}`,
      channels: waysInTime(context.today(), first),
    }
    for (const one of coming) await tell(tx, context, one, told)
  })
}

const waysInTime = (today: Day, day: Day) =>
  daysBetween(today, day) >= LETTER_DAYS
    ? (['phone', 'text', 'email', 'letter'] as const)
    : (['phone', 'text', 'email'] as const)

async function tell(
  tx: Tx,
  context: SystemContext,
  { placementId, personId, ownerId, advisorServiceId }: Coming,
  told: { news: 'session-cancelled' | 'session-moved'; when: string; channels: ReturnType<typeof waysInTime> },
): Promise<void> {
  const owed = { kind: 'tell-of-session', subjectKind: 'placement', subjectId: placementId } as const
  const reached = await tellPerson(tx, context, {
    personId,
    ...told,
    about: { subjectKind: 'placement', subjectId: placementId },
    ownerId: ownerId ?? undefined,
    otherwise: owed,
  })
  // The scheme tells nobody by itself: then somebody does.
  if (reached === undefined)
    await openTask(tx, context, {
      ...owed,
      organisationId: advisorServiceId,
      membershipId: ownerId ?? undefined,
      dueOn: context.today(),
    })
}
