import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context, Tx } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/problems.ts'
import { inTransaction } from '../../../platform/transaction.ts'
import { closeAllTasksAbout } from '../../tasks/public.ts'
import type { WorkerFound } from '../kinds.ts'
import {
  type Alarm,
  endedNow,
  findAlarmForUpdate,
  findOpenAlarmOf,
  listTellings,
  updateAlarm,
} from '../store/lone-working.ts'

/** "I have it": nobody further is told, and whoever said it writes what was found. */
export async function takeAlarm(context: Context, { alarmId }: { alarmId: string }): Promise<Alarm> {
  return inTransaction(context, async (tx) => {
    const alarm = await getOpenAlarm(tx, context, alarmId)
    if (alarm.takenAt !== null) throw new Refusal('already-done', 'Somebody has it already')
    if (alarm.workerId === context.actor.membershipId)
      throw new Refusal('not-possible', 'Check out instead: then everybody knows that you are back')
    await closeTasks(tx, context, alarm, 'taken')
    await audit(tx, context, alarm, 'taken')
    return updateAlarm(tx, alarmId, { takenAt: context.now(), takenById: context.actor.membershipId })
  })
}

/** What was found of the worker: only that, or their check-out, ends it. */
export async function endAlarm(
  context: Context,
  { alarmId, found, words }: { alarmId: string; found: WorkerFound; words: string },
): Promise<Alarm> {
  return inTransaction(context, async (tx) => {
    const alarm = await getOpenAlarm(tx, context, alarmId)
    await closeTasks(tx, context, alarm, found)
    await audit(tx, context, alarm, 'ended')
    return updateAlarm(tx, alarmId, endedNow(context, found, words))
  })
}

/** The worker is out: whatever was rung for them has ended. */
export async function endAlarmOfVisit(tx: Tx, context: Context, contactId: string): Promise<void> {
  const alarm = await findOpenAlarmOf(tx, contactId)
  // One that was opened in secret is not ended by whoever holds the telephone.
  if (alarm === undefined || alarm.troubleAt !== null) return
  await closeTasks(tx, context, alarm, 'checked-out')
  await updateAlarm(tx, alarm.id, endedNow(context, 'checked-out', null))
}

async function getOpenAlarm(tx: Tx, context: Context, alarmId: string): Promise<Alarm> {
  const alarm = await findAlarmForUpdate(tx, context.actor, alarmId)
  const isTheirSecret = alarm?.troubleAt != null && alarm.workerId === context.actor.membershipId
  if (alarm === undefined || isTheirSecret) throw new Refusal('not-found')
  if (alarm.endedAt !== null) throw new Refusal('already-done', 'It has ended: the worker was found')
  return alarm
}

async function closeTasks(tx: Tx, context: Context, alarm: Alarm, outcome: string): Promise<void> {
  const subjectIds = (await listTellings(tx, [alarm.id])).map(({ id }) => id)
  if (subjectIds.length > 0) await closeAllTasksAbout(tx, context, { subjectIds, outcome })
}

const audit = (tx: Tx, context: Context, alarm: Alarm, what: string) =>
  recordAudit(tx, context, {
    action: `lone-working-alarm.${what}`,
    subjectKind: 'lone-working-alarm',
    subjectId: alarm.id,
  })
