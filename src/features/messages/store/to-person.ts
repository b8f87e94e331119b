import { and, asc, eq, gt, inArray, isNull, sql } from 'drizzle-orm'
import { notClosedTo } from '../../../platform/closed-records.ts'
import type { Actor, Context, Db, SystemContext, Tx } from '../../../platform/context.ts'
import { addJob } from '../../../platform/jobs/add-job.ts'
import type { OutgoingChannel } from '../kinds.ts'
import { takeOutgoingStep } from '../lifecycle.ts'
import { outgoingMessages } from '../tables.ts'
import { DELIVER_OUTGOING, type OutgoingMessage } from './outgoing.ts'

export type ToPerson = {
  channel: OutgoingChannel
  personId: string
  name: string
  purpose: string
  /** What the gate said: the row is refused without it. */
  gate: object
  subject: string
  body: string
  about: { subjectKind: string; subjectId: string }
}

/**
 * Writes what goes to the person who is cared for. For the gate in people alone, which asks again when it leaves: mail and
 * text have no delivery job until then, a letter waits until it is printed. No address is stored: it is looked up by the gate.
 */
export async function sendOutToPerson(tx: Tx, context: Context | SystemContext, out: ToPerson): Promise<string> {
  const id = context.newId()
  const { name, about, ...columns } = out
  await tx.insert(outgoingMessages).values({
    schemeId: context.schemeId,
    id,
    recipientKind: 'person',
    recipientName: name,
    event: 'to-person',
    ...columns,
    ...about,
    createdAt: context.now(),
    createdById: 'actor' in context ? context.actor.membershipId : null,
  })
  return id
}

/** The gate said yes again: it goes to this address now. */
export async function releaseToPerson(
  tx: Tx,
  context: SystemContext,
  { id, address }: { id: string; address: string },
): Promise<void> {
  const jobId = await addJob(tx, context, { name: DELIVER_OUTGOING, data: { outgoingId: id } })
  await tx.update(outgoingMessages).set({ address, jobId }).where(eq(outgoingMessages.id, id))
}

const UNSENT = ['waiting', 'printed'] as const

/** Unscoped: what is still to go to these records of one person, which the caller has found. */
export async function listUnsentToPerson(tx: Tx, personIds: readonly string[]): Promise<OutgoingMessage[]> {
  return tx
    .select()
    .from(outgoingMessages)
    .where(and(inArray(outgoingMessages.personId, [...personIds]), inArray(outgoingMessages.status, [...UNSENT])))
    .orderBy(asc(outgoingMessages.id))
    .for('update')
}

/** What has not left does not leave any more; gives how many. */
export async function stopToPerson(tx: Tx, context: SystemContext, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  await tx
    .update(outgoingMessages)
    .set({ status: 'stopped', stoppedAt: context.now() })
    .where(and(inArray(outgoingMessages.id, [...ids]), inArray(outgoingMessages.status, [...UNSENT])))
}

/** What is written to a person about these subjects and has not left does not leave any more. */
export async function stopAboutToPerson(tx: Tx, context: SystemContext, subjectIds: readonly string[]): Promise<void> {
  await tx
    .update(outgoingMessages)
    .set({ status: 'stopped', stoppedAt: context.now() })
    .where(
      and(
        inArray(outgoingMessages.subjectId, [...subjectIds]),
        eq(outgoingMessages.recipientKind, 'person'),
        inArray(outgoingMessages.status, [...UNSENT]),
      ),
    )
}

/** Whether anything was written to a person about this subject, wherever it got to. */
export async function wasWrittenAbout(tx: Tx, subjectId: string): Promise<boolean> {
  const [row] = await tx
    .select({ id: outgoingMessages.id })
    .from(outgoingMessages)
    .where(and(eq(outgoingMessages.subjectId, subjectId), eq(outgoingMessages.recipientKind, 'person')))
    .limit(1)
  return row !== undefined
}

/** For an actor, unless the record is closed to them; for the system itself without one. */
export async function findToPersonForUpdate(tx: Tx, id: string, actor?: Actor): Promise<OutgoingMessage | undefined> {
  const [row] = await tx
    .select()
    .from(outgoingMessages)
    .where(
      and(
        eq(outgoingMessages.id, id),
        eq(outgoingMessages.recipientKind, 'person'),
        actor === undefined ? undefined : notClosedTo(actor, outgoingMessages),
      ),
    )
    .for('update')
  return row
}

type Queue = {
  channel: 'letter' | 'call'
  status: OutgoingMessage['status'] | undefined
  after: string | undefined
  limit: number
}

/** The letters or calls of the scheme, the oldest first. */
export async function listToPerson(
  db: Db | Tx,
  actor: Actor,
  { channel, status, after, limit }: Queue,
): Promise<OutgoingMessage[]> {
  return db
    .select()
    .from(outgoingMessages)
    .where(
      and(
        eq(outgoingMessages.recipientKind, 'person'),
        notClosedTo(actor, outgoingMessages),
        eq(outgoingMessages.channel, channel),
        status === undefined ? undefined : eq(outgoingMessages.status, status),
        after === undefined ? undefined : gt(outgoingMessages.id, after),
      ),
    )
    .orderBy(asc(outgoingMessages.id))
    .limit(limit + 1)
}

type Step = { step: 'print' } | { step: 'post'; on: string } | { step: 'do'; outcome: string }

/** A letter is printed and posted, a call is made. Undefined when the step is not open. */
export async function recordHandling(
  tx: Tx,
  context: Context,
  row: OutgoingMessage,
  step: Step,
): Promise<OutgoingMessage | undefined> {
  const status = takeOutgoingStep(row.status, step.step)
  if (status === undefined) return undefined
  const at = context.now()
  const set =
    step.step === 'print'
      ? { printedAt: sql`coalesce(printed_at, ${at.toISOString()}::timestamptz)` }
      : step.step === 'post'
        ? { postedOn: step.on }
        : { doneAt: at, outcome: step.outcome }
  const [changed] = await tx
    .update(outgoingMessages)
    .set({ status, ...set })
    .where(and(eq(outgoingMessages.id, row.id), isNull(outgoingMessages.stoppedAt)))
    .returning()
  return changed
}
