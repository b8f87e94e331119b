import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context, SystemContext, Tx } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/problems.ts'
import { freePlace } from '../../activities/public.ts'
import { closeTasksAbout, openTask, type TaskKind } from '../../tasks/public.ts'
import { askNextInLine, findEntryForUpdate, type OwnedEntry, updateEntry, type WaitingEntry } from '../store/waiting.ts'
import { takeWaitingStep, type WaitingStatus, type WaitingStep } from '../waiting-lifecycle.ts'

export type ReadyEntry = { entry: OwnedEntry; status: WaitingStatus }

/** The first beats of every step of somebody who waits: load and lock, may they, is it possible. */
export async function startWaitingStep(
  tx: Tx,
  context: Context,
  entryId: string,
  step: WaitingStep,
): Promise<ReadyEntry> {
  const entry = await findEntryForUpdate(tx, context.actor, entryId)
  if (entry === undefined) throw new Refusal('not-found')
  const outcome = takeWaitingStep(entry.status, step)
  if (!outcome.allowed) throw new Refusal('step-not-open', `The entry is ${entry.status}: ${step} is not open`)
  return { entry, status: outcome.status }
}

type Changes = Partial<WaitingEntry> & { detail?: Record<string, unknown> }

/**
 * The last beat: audit and the new status. A place that was held and is not taken goes back, and whoever is next is asked.
 */
export async function recordWaitingStep(
  tx: Tx,
  context: Context | SystemContext,
  { entry, status }: { entry: WaitingEntry; status: WaitingStatus },
  step: WaitingStep,
  { detail, ...changes }: Changes = {},
): Promise<WaitingEntry> {
  const givesBack = entry.status === 'offered' && status !== 'placed'
  if (givesBack) {
    await freePlace(tx, entry)
    await askNextInLine(tx, context, entry.activityId)
  }
  for (const kind of tasksEndedBy(entry.status, step))
    await closeTasksAbout(tx, context, { kind, subjectId: entry.id, outcome: step })
  await recordAudit(tx, context, {
    action: `waiting.${step}`,
    subjectKind: 'waiting-entry',
    subjectId: entry.id,
    personId: entry.personId,
    detail: { activityId: entry.activityId, referralId: entry.referralId, ...detail },
  })
  return updateEntry(tx, entry.id, {
    ...changes,
    status,
    ...(status === 'offered' ? {} : { answerBy: null }),
    ...(givesBack ? { cohortId: null, sessionOn: null } : {}),
    ...(status === 'placed' || status === 'left' ? { endedAt: context.now() } : {}),
  })
}

/**
 * The person has a place, and not by the one that was held for them: they wait no more. A held place that is not the one
 * they have now goes to whoever is next.
 */
export async function settleEntry(
  tx: Tx,
  context: Context,
  entry: WaitingEntry,
  { placementId, hasHeldPlace = false }: { placementId: string; hasHeldPlace?: boolean },
): Promise<void> {
  const passesOn = entry.status === 'offered' && !hasHeldPlace
  if (passesOn) {
    await freePlace(tx, entry)
    await askNextInLine(tx, context, entry.activityId)
  }
  await recordWaitingStep(tx, context, { entry, status: 'placed' }, 'take', {
    placementId,
    ...(passesOn ? { cohortId: null, sessionOn: null } : {}),
    detail: { because: 'has-a-place' },
  })
}

function tasksEndedBy(from: WaitingStatus, step: WaitingStep): TaskKind[] {
  if (from === 'offered') return ['answer-waiting-offer']
  return step === 'still-wanted' || step === 'leave' || step === 'take' ? ['still-wanted'] : []
}

/** What is to be asked of somebody who waits, by the advisor of their referral. */
export const openWaitingTask = (
  tx: Tx,
  context: Context | SystemContext,
  entry: OwnedEntry,
  { kind, dueOn }: { kind: 'answer-waiting-offer' | 'still-wanted'; dueOn: string },
): Promise<void> =>
  openTask(tx, context, {
    kind,
    subjectKind: 'waiting-entry',
    subjectId: entry.id,
    organisationId: entry.advisorServiceId,
    ...(entry.ownerId === null ? {} : { membershipId: entry.ownerId }),
    dueOn,
  })
