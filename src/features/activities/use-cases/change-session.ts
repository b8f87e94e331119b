import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context, Tx } from '../../../platform/context.ts'
import { addJob } from '../../../platform/jobs/add-job.ts'
import { invalid, Refusal } from '../../../platform/problems.ts'
import { inTransaction } from '../../../platform/transaction.ts'
import { canEditActivitiesOf } from '../policy.ts'
import { occurrencesBetween } from '../recurrence.ts'
import { type Session, type SessionChange, sessionsBetween } from '../sessions.ts'
import { findSessionChange, saveSessionChange } from '../store/sessions.ts'
import { type Activity, findActivityForUpdate } from '../store.ts'

/** Tells those who come; placements, which stand on activities, know who that is. It carries when it was held until now: that is kept nowhere else. */
export const TELL_OF_SESSION = 'tell-of-session'

/** One session is not held. Those who come are told by a job that is written with it. */
export async function cancelSession(
  context: Context,
  { activityId, on, why }: { activityId: string; on: string; why: string },
): Promise<Session> {
  return changeSession(context, { activityId, on }, async (tx, { session }) => {
    if (session.status === 'cancelled') throw new Refusal('already-done', 'That session is cancelled already')
    const movedToOn = null
    await saveSessionChange(tx, context, {
      activityId,
      on,
      status: 'cancelled',
      movedToOn,
      startsAt: null,
      endsAt: null,
      why,
    })
    return 'session.cancelled'
  })
}

/** One session is held on another day, or at another time. */
export async function moveSession(
  context: Context,
  input: {
    activityId: string
    on: string
    toOn: string
    startsAt?: string | undefined
    endsAt?: string | undefined
    why: string
  },
): Promise<Session> {
  const { activityId, on, toOn, why } = input
  if (toOn < context.today()) throw invalid('#/toOn', 'Choose a day that is still to come')
  return changeSession(context, { activityId, on }, async (tx, { session }) => {
    if (session.status === 'cancelled')
      throw new Refusal('not-possible', 'That session is cancelled: those who come have been told')
    const startsAt = input.startsAt ?? session.startsAt
    const endsAt = input.endsAt ?? session.endsAt
    if (endsAt <= startsAt) throw invalid('#/endsAt', 'Choose an end that is after the beginning')
    if (session.heldOn === toOn && session.startsAt === startsAt && session.endsAt === endsAt)
      throw invalid('#/toOn', 'Choose another day or another time: this is when it is held')
    await saveSessionChange(tx, context, { activityId, on, status: 'moved', movedToOn: toOn, startsAt, endsAt, why })
    return 'session.moved'
  })
}

/** It is on after all, when the schedule has it: it was called off by mistake. Those who come are told again. */
export async function restoreSession(
  context: Context,
  { activityId, on }: { activityId: string; on: string },
): Promise<Session> {
  return changeSession(context, { activityId, on }, async (tx, { session }) => {
    if (session.status !== 'cancelled') throw new Refusal('already-done', 'That session is held')
    await saveSessionChange(tx, context, {
      activityId,
      on,
      status: 'as-planned',
      movedToOn: null,
      startsAt: null,
      endsAt: null,
      why: null,
    })
    return 'session.restored'
  })
}

/** Holds the activity, so that two who change the same session wait for each other. */
async function changeSession(
  context: Context,
  { activityId, on }: { activityId: string; on: string },
  change: (tx: Tx, now: { activity: Activity; session: Session }) => Promise<string>,
): Promise<Session> {
  return inTransaction(context, async (tx) => {
    const activity = await findActivityForUpdate(tx, activityId)
    if (activity === undefined) throw new Refusal('not-found')
    if (!canEditActivitiesOf(context.actor, activity.providerId)) throw new Refusal('not-allowed')
    const before = sessionOn(activity, on, await findSessionChange(tx, { activityId, on }))
    if (before === undefined)
      throw new Refusal('not-possible', 'Nothing is held on that day by the schedule of the activity')
    if (before.heldOn < context.today()) throw new Refusal('not-possible', 'That session is over')
    const action = await change(tx, { activity, session: before })
    await recordAudit(tx, context, { action, subjectKind: 'activity', subjectId: activityId, detail: { on } })
    await addJob(tx, context, {
      name: TELL_OF_SESSION,
      data: {
        activityId,
        on,
        was: { heldOn: before.heldOn, startsAt: before.startsAt, wasCancelled: before.status === 'cancelled' },
      },
    })
    const after = sessionOn(activity, on, await findSessionChange(tx, { activityId, on }))
    if (after === undefined) throw new Error('A session that was changed is there')
    return after
  })
}

/** The session that the schedule has on a day, wherever it went. */
export function sessionOn(activity: Activity, on: string, change: SessionChange | undefined): Session | undefined {
  if (occurrencesBetween(activity.schedule, on, on).length === 0) return undefined
  return sessionsBetween(activity.schedule, change === undefined ? [] : [change], { from: on, to: on })[0]
}
