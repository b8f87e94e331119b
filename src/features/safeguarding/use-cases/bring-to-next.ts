import { todayInEngland } from '../../../platform/clock.ts'
import type { SystemContext, Tx } from '../../../platform/context.ts'
import { findPresence, isAway, ladderNow, onDuty, type Presence } from '../../absence/public.ts'
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
 * read it, and have a task. Whoever is away is passed over, their cover asked in their place; whoever raised it knows
 * already, and is not told of their own. Gives whose it is now; null when it is every lead's.
 */
export async function bringToNext(
  tx: Tx,
  context: SystemContext,
  concern: { id: string; kind: ConcernKind; raisedById: string; acknowledgeBy: Date },
): Promise<Member | null> {
  const { safety } = (await getScheme(context)).settings
  const asked = new Set([...(await findReaderIds(tx, concern.id)), concern.raisedById])
  const presence = await findPresence(tx, context)
  const duty = onDuty(presence)
  const ladder = ladderNow(presence, [...(duty === undefined ? [] : [duty.membershipId]), ...safety.concernLadder])
  const working = await findWorking(tx, ladder)
  const nextId = nextOnLadder(ladder, new Set(working.keys()), asked)
  const next = nextId === undefined ? undefined : working.get(nextId)
  const told = next === undefined ? atTheEnd(presence, await findLeads(tx), [...working.values()], concern) : [next]
  for (const { membershipId } of told) await addReader(tx, context, concern.id, membershipId)
  await addEntries(
    tx,
    context,
    concern.id,
    told.map(({ membershipId }) => ({ kind: 'escalated' as const, toId: membershipId })),
  )
  await openTaskFor(tx, context, concern, next ?? told[0])
  const at = context.now()
  await setWhose(tx, concern.id, {
    responsibleId: next?.membershipId ?? null,
    escalatesAt: nextEscalation(at, safety.acknowledgeWithinHours[concern.kind], next === undefined),
  })
  return next === undefined ? null : { membershipId: next.membershipId, name: next.name }
}

/**
 * After the last rung: the leads, who is here first; where nobody leads but whoever raised it, the ladder once more, and
 * where there is no other soul, theirs who raised it, for it stays on somebody's list.
 */
function atTheEnd(
  presence: Presence,
  leads: readonly Worker[],
  onLadder: readonly Worker[],
  { raisedById }: { raisedById: string },
): Worker[] {
  const others = (workers: readonly Worker[]) => workers.filter(({ membershipId }) => membershipId !== raisedById)
  const told = [others(leads), others(onLadder)].find(({ length }) => length > 0) ?? leads
  return told.toSorted(
    (one, other) => Number(isAway(presence, one.membershipId)) - Number(isAway(presence, other.membershipId)),
  )
}

/** One task at a time: of whoever has to answer now, due when the concern was to be answered, so that what is late shows as late. */
export async function openTaskFor(
  tx: Tx,
  context: SystemContext,
  concern: { id: string; acknowledgeBy: Date },
  worker: Worker | undefined,
): Promise<void> {
  await closeTasksAbout(tx, context, { kind: 'answer-concern', subjectId: concern.id, outcome: 'brought-to-the-next' })
  if (worker === undefined) return
  await openTask(tx, context, {
    kind: 'answer-concern',
    subjectKind: 'concern',
    subjectId: concern.id,
    organisationId: worker.organisationId,
    membershipId: worker.membershipId,
    dueOn: [context.today(), todayInEngland(concern.acknowledgeBy)].sort()[0] ?? context.today(),
  })
}
