import { addDays, type Day } from '../../../platform/clock.ts'
import type { SystemContext, Tx } from '../../../platform/context.ts'
import { type FreePlace, findActivity, listFreePlaces, takePlace } from '../../activities/public.ts'
import { addWorkingDays } from '../../schemes/public.ts'
import { askNextInLine, findEntryForUpdateUnscoped, listLineUnscoped, listWaitedForUnscoped } from '../store/waiting.ts'
import { DAYS_TO_ANSWER, nextInLine } from '../waiting.ts'
import { openWaitingTask, recordWaitingStep } from './take-waiting-step.ts'

/** Looks where somebody waits and there may be room, as after a capacity was raised; each activity is a job of its own. */
export async function lookForRoom(context: SystemContext): Promise<void> {
  const activityIds = await listWaitedForUnscoped(context.db)
  await context.db.transaction(async (tx) => {
    for (const activityId of activityIds) await askNextInLine(tx, context, activityId)
  })
}

/** More in one run would be a fault; the next run goes on. */
const MOST_TURNS = 500

/** Holds what is free for those whose turn it is, one after another, until nothing is free or nobody is left to ask. */
export async function offerFreePlaces(context: SystemContext, { activityId }: { activityId: string }): Promise<void> {
  for (let turn = 0; turn < MOST_TURNS; turn += 1)
    if (!(await context.db.transaction((tx) => offerOne(tx, context, activityId)))) return
}

/** Gives whether to look again. By the rule of the activity; who joined earlier and is not asked stands in the audit, with why. */
async function offerOne(tx: Tx, context: SystemContext, activityId: string): Promise<boolean> {
  const today = context.today()
  const activity = await findActivity(tx, activityId)
  if (activity === undefined || activity.placesMode === 'talk-first' || activity.hiddenAt !== null) return false
  const free = (await listFreePlaces(tx, activity, today)).find((place) => lastAnswer(place, today) > today)
  const turn = nextInLine(await listLineUnscoped(tx, activityId), activity.waitingOrder, today)
  if (free === undefined || turn === undefined) return false
  const entry = await findEntryForUpdateUnscoped(tx, turn.next.id)
  // They left, or another run asked them, while this one waited for the lock.
  if (entry?.status !== 'waiting') return true
  if (!(await takePlace(tx, context, free))) return true
  const answerBy = lastAnswer(free, today)
  const { cohortId, sessionOn } = free
  await recordWaitingStep(tx, context, { entry, status: 'offered' }, 'offer', {
    answerBy,
    cohortId,
    sessionOn,
    detail: { rule: activity.waitingOrder, passedOver: turn.passedOver },
  })
  await openWaitingTask(tx, context, entry, { kind: 'answer-waiting-offer', dueOn: answerBy })
  return true
}

/** A session does not wait for the answer. */
function lastAnswer({ sessionOn }: FreePlace, today: Day): Day {
  const usual = addWorkingDays(today, DAYS_TO_ANSWER)
  if (sessionOn === null) return usual
  const before = addDays(sessionOn, -1)
  return before < usual ? before : usual
}
