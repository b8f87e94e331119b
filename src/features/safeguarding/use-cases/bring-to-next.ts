import type { SystemContext, Tx } from '../../../platform/context.ts'
import { findPresence, ladderNow, onDuty } from '../../absence/public.ts'
import { type ConcernKind, getScheme } from '../../schemes/public.ts'
import { closeTasksAbout, openTask } from '../../tasks/public.ts'
import { nextEscalation, nextOnLadder } from '../ladder.ts'
import {
  addEntries,
  addReader,
  findLeads,
  findReaderIds,
  findWorking,
  type Member,
  setWhose,
  type Worker,
} from '../store.ts'

/**
 * Brings a concern to the duty worker, then to the next on the ladder, and after the last to everybody who leads: they may
 * read it, and have a task. Whoever is away is passed over, their cover asked in their place. Gives whose it is now; null when it is every lead's.
 */
export async function bringToNext(
  tx: Tx,
  context: SystemContext,
  concern: { id: string; kind: ConcernKind },
): Promise<Member | null> {
  const { safety } = (await getScheme(context)).settings
  const asked = new Set(await findReaderIds(tx, concern.id))
  const presence = await findPresence(tx, context)
  const duty = onDuty(presence)
  const ladder = ladderNow(presence, [...(duty === undefined ? [] : [duty.membershipId]), ...safety.concernLadder])
  const working = await findWorking(tx, ladder)
  const nextId = nextOnLadder(ladder, new Set(working.keys()), asked)
  const next = nextId === undefined ? undefined : working.get(nextId)
  const told = next === undefined ? await findLeads(tx) : [next]
  for (const { membershipId } of told) await addReader(tx, context, concern.id, membershipId)
  await addEntries(
    tx,
    context,
    concern.id,
    told.map(({ membershipId }) => ({ kind: 'escalated' as const, toId: membershipId })),
  )
  await openTaskFor(tx, context, concern.id, next ?? told[0])
  const at = context.now()
  await setWhose(tx, concern.id, {
    responsibleId: next?.membershipId ?? null,
    escalatesAt: nextEscalation(at, safety.acknowledgeWithinHours[concern.kind], next === undefined),
  })
  return next === undefined ? null : { membershipId: next.membershipId, name: next.name }
}

/** One task at a time: of whoever has to answer now. */
export async function openTaskFor(
  tx: Tx,
  context: SystemContext,
  concernId: string,
  worker: Worker | undefined,
): Promise<void> {
  await closeTasksAbout(tx, context, { kind: 'answer-concern', subjectId: concernId, outcome: 'brought-to-the-next' })
  if (worker === undefined) return
  await openTask(tx, context, {
    kind: 'answer-concern',
    subjectKind: 'concern',
    subjectId: concernId,
    organisationId: worker.organisationId,
    membershipId: worker.membershipId,
    dueOn: context.today(),
  })
}
