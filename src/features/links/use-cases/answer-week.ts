import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context } from '../../../platform/context.ts'
import { invalid, Refusal } from '../../../platform/problems.ts'
import { inTransaction, partOf } from '../../../platform/transaction.ts'
import { amendActivity, cancelSession, readActivity } from '../../activities/public.ts'
import { keepRegister, raiseConcernAboutPlacement, type SessionAnswer } from '../../placements/public.ts'
import { raiseConcern } from '../../safeguarding/public.ts'
import { type ConcernKind, getScheme } from '../../schemes/public.ts'
import { openTask } from '../../tasks/public.ts'
import { findSessionsOfWeek } from './read-week.ts'

type OfActivity = { activityId: string }
/** Whether it was so already: the same answer twice is no mistake. */
export type Answered = 'done' | 'same'

/** Who came to the last session that was held, and to no other: the page shows that one. */
export async function sayWhoCame(
  context: Context,
  {
    activityId,
    on,
    answers,
    others,
  }: OfActivity & { on: string; answers: readonly SessionAnswer[]; others?: number | undefined },
): Promise<void> {
  const { last } = await findSessionsOfWeek(context, { activityId })
  if (last?.heldOn !== on) throw invalid('#/on', 'Open the link again: another session has been held since')
  await keepRegister(context, { activityId, on, answers, others })
}

/** The next session, and no other, is not held. Said twice, it is said once. */
export async function sayNotThisWeek(
  context: Context,
  { activityId, on, why }: OfActivity & { on: string; why: string },
): Promise<Answered> {
  return inTransaction(context, async (tx) => {
    const inside = partOf(context, tx)
    const { next } = await findSessionsOfWeek(inside, { activityId })
    if (next?.on !== on) throw invalid('#/on', 'Open the link again: it is another session that comes now')
    if (next.status === 'cancelled') return 'same'
    await cancelSession(inside, { activityId, on, why })
    return 'done'
  })
}

const FULL = 'Full for now'

/** Nobody new for now, or there is room again; whoever has a place keeps it. */
export async function sayFull(
  context: Context,
  { activityId, isFull }: OfActivity & { isFull: boolean },
): Promise<Answered> {
  return inTransaction(context, async (tx) => {
    const inside = partOf(context, tx)
    const { status, version } = await readActivity(inside, { activityId })
    if ((status === 'closed') === isFull) return 'same'
    const patch = isFull ? { status: 'closed' as const, closedBecause: FULL } : { status: 'open' as const }
    await amendActivity(inside, { activityId, version, patch })
    return 'done'
  })
}

/** Somebody of the group is worried: about one who comes, or about somebody it can only describe. */
export async function sayWorried(
  context: Context,
  worry: { placementId?: string | undefined; kind: ConcernKind; content: string },
): Promise<void> {
  const { placementId, kind, content } = worry
  const concern = { kind, content, doneNow: [], wishNotAskedBecause: 'could-not-be-reached' as const }
  if (placementId !== undefined) await raiseConcernAboutPlacement(context, { placementId, ...concern })
  else
    await raiseConcern(context, {
      ...concern,
      wishNotAskedBecause: 'nobody-named',
      about: 'Somebody of a group: ask who',
    })
}

/** The group asks to be rung, by whoever is on duty. */
export async function askToBeRung(context: Context, { activityId }: OfActivity): Promise<Answered> {
  const { settings } = await getScheme(context)
  return inTransaction(context, async (tx): Promise<Answered> => {
    const activity = await readActivity({ ...context, db: tx }, { activityId })
    if (activity.providerId !== context.actor.organisationId) throw new Refusal('not-found')
    await openTask(tx, context, {
      kind: 'ring-group',
      subjectKind: 'activity',
      subjectId: activityId,
      organisationId: settings.advisorServiceId,
      dueOn: context.today(),
    })
    await recordAudit(tx, context, {
      action: 'group.asked-to-be-rung',
      subjectKind: 'activity',
      subjectId: activityId,
      detail: { byLink: true },
    })
    return 'done'
  })
}
