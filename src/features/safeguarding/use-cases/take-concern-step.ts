import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context, Tx } from '../../../platform/context.ts'
import { invalid } from '../../../platform/problems.ts'
import { inTransaction } from '../../../platform/transaction.ts'
import { getScheme } from '../../schemes/public.ts'
import { closeTasksAbout } from '../../tasks/public.ts'
import type { OUTCOMES } from '../kinds.ts'
import { nextEscalation } from '../ladder.ts'
import { addEntries, addReader, type Concern, findWorking, updateConcern } from '../store.ts'
import { bringToNext, openTaskFor } from './bring-to-next.ts'
import { startConcernStep } from './start-concern-step.ts'

type Target = { concernId: string }

/** "I have it": whoever says so first is responsible, and it climbs no further. */
export async function acknowledgeConcern(context: Context, { concernId }: Target): Promise<Concern> {
  return inTransaction(context, async (tx) => {
    const { concern, status } = await startConcernStep(tx, context, concernId, 'acknowledge')
    const { actor, now } = context
    await addReader(tx, context, concernId, actor.membershipId)
    await addEntries(tx, context, concernId, [{ kind: 'acknowledged' }])
    await closeTasksAbout(tx, context, { kind: 'answer-concern', subjectId: concernId, outcome: 'acknowledged' })
    await audit(tx, context, concern, 'acknowledged')
    const changes = { status, responsibleId: actor.membershipId, acknowledgedAt: now(), escalatesAt: null }
    return updateConcern(tx, concern, changes)
  })
}

/** To a named person, who must say that they have it in the hours of its kind, or it climbs. */
export async function handOverConcern(
  context: Context,
  { concernId, membershipId, words }: Target & { membershipId: string; words: string },
): Promise<Concern> {
  return inTransaction(context, async (tx) => {
    const { concern, status } = await startConcernStep(tx, context, concernId, 'hand-over')
    const next = (await findWorking(tx, [membershipId])).get(membershipId)
    if (next === undefined) throw invalid('#/membershipId', 'Choose somebody who works in this scheme now')
    const { safety } = (await getScheme(context)).settings
    await addReader(tx, context, concernId, membershipId)
    await addEntries(tx, context, concernId, [{ kind: 'handed-over', toId: membershipId, words }])
    const escalatesAt = nextEscalation(context.now(), safety.acknowledgeWithinHours[concern.kind], false)
    await openTaskFor(tx, context, { id: concernId, acknowledgeBy: escalatesAt }, next)
    await audit(tx, context, concern, 'handed-over')
    const changes = {
      status,
      responsibleId: membershipId,
      acknowledgeBy: escalatesAt,
      escalatesAt,
      acknowledgedAt: null,
    }
    return updateConcern(tx, concern, changes)
  })
}

export async function closeConcern(
  context: Context,
  { concernId, outcome, words }: Target & { outcome: (typeof OUTCOMES)[number]; words: string },
): Promise<Concern> {
  return inTransaction(context, async (tx) => {
    const { concern, status } = await startConcernStep(tx, context, concernId, 'close')
    await addEntries(tx, context, concernId, [{ kind: 'closed', words }])
    await audit(tx, context, concern, 'closed', { outcome })
    return updateConcern(tx, concern, { status, outcome, closedAt: context.now() })
  })
}

/** It climbs again from the first who was not asked yet. */
export async function reopenConcern(
  context: Context,
  { concernId, words }: Target & { words: string },
): Promise<Concern> {
  return inTransaction(context, async (tx) => {
    const { concern, status } = await startConcernStep(tx, context, concernId, 'reopen')
    const { safety } = (await getScheme(context)).settings
    await addEntries(tx, context, concernId, [{ kind: 'reopened', words }])
    await audit(tx, context, concern, 'reopened')
    const escalatesAt = nextEscalation(context.now(), safety.acknowledgeWithinHours[concern.kind], false)
    const opened = await updateConcern(tx, concern, {
      status,
      outcome: null,
      closedAt: null,
      acknowledgedAt: null,
      acknowledgeBy: escalatesAt,
      escalatesAt,
    })
    await bringToNext(tx, context, opened)
    return opened
  })
}

const audit = (tx: Tx, context: Context, concern: Concern, what: string, detail?: Record<string, unknown>) =>
  recordAudit(tx, context, {
    action: `concern.${what}`,
    subjectKind: 'concern',
    subjectId: concern.id,
    ...(concern.personId === null ? {} : { personId: concern.personId }),
    ...(detail === undefined ? {} : { detail }),
  })
