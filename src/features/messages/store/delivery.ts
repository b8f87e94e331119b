import { and, desc, eq, isNotNull, isNull, sql } from 'drizzle-orm'
import type { SystemContext, Tx } from '../../../platform/context.ts'
import { memberships } from '../../accounts/tables.ts'
import { organisations } from '../../organisations/tables.ts'
import { tasks } from '../../tasks/tables.ts'
import { toBritishMobile } from '../numbers.ts'
import { deadMailboxes, incomingTexts, outgoingMessages, stoppedNumbers } from '../tables.ts'
import type { OutgoingMessage } from './outgoing.ts'

/** Locks it until the transaction ends. */
export async function findOutgoingForUpdate(tx: Tx, outgoingId: string): Promise<OutgoingMessage | undefined> {
  const [row] = await tx.select().from(outgoingMessages).where(eq(outgoingMessages.id, outgoingId)).for('update')
  return row
}

/** The message that a server reports about: it knows the job's id alone. */
export async function findByJobForUpdate(tx: Tx, jobId: string): Promise<OutgoingMessage | undefined> {
  const [row] = await tx.select().from(outgoingMessages).where(eq(outgoingMessages.jobId, jobId)).for('update')
  return row
}

export async function updateOutgoing(
  tx: Tx,
  outgoingId: string,
  changes: Partial<OutgoingMessage>,
): Promise<OutgoingMessage> {
  const [row] = await tx.update(outgoingMessages).set(changes).where(eq(outgoingMessages.id, outgoingId)).returning()
  if (row === undefined) throw new Error('An update of a locked row found nothing')
  return row
}

/** Where it goes, as of now; undefined when there is no such address, or whoever it was does not work here any more. */
export async function findAddress(tx: Tx, message: OutgoingMessage): Promise<string | undefined> {
  if (message.recipientKind === 'organisation') {
    const [row] = await tx
      .select({ email: organisations.email, phone: organisations.phone })
      .from(organisations)
      .where(and(eq(organisations.id, message.organisationId ?? ''), isNull(organisations.closedOn)))
    if (message.channel === 'text') return toBritishMobile(row?.phone ?? '')
    return row?.email ?? undefined
  }
  if (message.recipientKind !== 'member') return message.address ?? undefined
  if (message.channel === 'mail') {
    const [row] = await tx.execute<{ email: string | null }>(
      sql`select mail_address_of(${message.membershipId}::uuid) as email`,
    )
    return row?.email ?? undefined
  }
  const [row] = await tx
    .select({ phone: memberships.phone })
    .from(memberships)
    .where(
      and(eq(memberships.id, message.membershipId ?? ''), isNull(memberships.endedAt), isNull(memberships.disabledAt)),
    )
  return row?.phone ?? undefined
}

export async function hasStopped(tx: Tx, number: string): Promise<boolean> {
  const rows = await tx.select({ id: stoppedNumbers.id }).from(stoppedNumbers).where(eq(stoppedNumbers.number, number))
  return rows.length > 0
}

export async function stopNumber(tx: Tx, { schemeId, newId, now }: SystemContext, number: string): Promise<void> {
  await tx.insert(stoppedNumbers).values({ schemeId, id: newId(), number, at: now() }).onConflictDoNothing()
}

export async function resumeNumber(tx: Tx, number: string): Promise<void> {
  await tx.delete(stoppedNumbers).where(eq(stoppedNumbers.number, number))
}

export async function markMailboxDead(
  tx: Tx,
  { schemeId, newId, now }: SystemContext,
  mailbox: { organisationId: string; address: string; failure: string },
): Promise<void> {
  const { address, failure } = mailbox
  await tx
    .insert(deadMailboxes)
    .values({ schemeId, id: newId(), deadAt: now(), ...mailbox })
    .onConflictDoUpdate({
      target: [deadMailboxes.schemeId, deadMailboxes.organisationId],
      set: { address, failure, deadAt: now() },
    })
}

/** True when it was dead. */
export async function markMailboxAlive(tx: Tx, organisationId: string): Promise<boolean> {
  const rows = await tx
    .delete(deadMailboxes)
    .where(eq(deadMailboxes.organisationId, organisationId))
    .returning({ id: deadMailboxes.id })
  return rows.length > 0
}

/** Those who have a list of tasks; an administrator has none. */
const OWERS = ['referrer', 'advisor', 'team-lead', 'provider', 'safeguarding-lead'] as const

export async function findWhoHasTasks(
  tx: Tx,
  membershipId: string | null,
): Promise<{ membershipId: string; organisationId: string } | undefined> {
  if (membershipId === null) return undefined
  const [row] = await tx
    .select({ membershipId: memberships.id, organisationId: memberships.organisationId, role: memberships.role })
    .from(memberships)
    .where(and(eq(memberships.id, membershipId), isNull(memberships.endedAt), isNull(memberships.disabledAt)))
  return row !== undefined && OWERS.some((role) => role === row.role) ? row : undefined
}

/** What we last sent to a number: what its answer is to. */
export async function findLastTextTo(tx: Tx, number: string): Promise<OutgoingMessage | undefined> {
  const [row] = await tx
    .select()
    .from(outgoingMessages)
    .where(and(eq(outgoingMessages.channel, 'text'), eq(outgoingMessages.address, number)))
    .orderBy(desc(outgoingMessages.id))
    .limit(1)
  return row
}

/** Undefined when it was kept before: a provider may tell us twice. */
export async function insertIncomingText(tx: Tx, text: typeof incomingTexts.$inferInsert): Promise<string | undefined> {
  const [row] = await tx.insert(incomingTexts).values(text).onConflictDoNothing().returning({ id: incomingTexts.id })
  return row?.id
}

/** Mail and texts whose job died under its workers: nobody would ever try them again. */
export async function findStuck(tx: Tx, limit: number): Promise<string[]> {
  const rows = await tx.execute<{ id: string }>(sql`
    select outgoing_messages.id from outgoing_messages join jobs on jobs.scheme_id = outgoing_messages.scheme_id and jobs.id = job_id
    where outgoing_messages.status = 'waiting' and jobs.dead_at is not null limit ${limit}`)
  return rows.map(({ id }) => id)
}

/** Whether somebody has a task about a text from this number that is not done. */
export async function hasTaskAbout(tx: Tx, number: string): Promise<boolean> {
  const [row] = await tx
    .select({ id: tasks.id })
    .from(tasks)
    .innerJoin(incomingTexts, and(eq(incomingTexts.schemeId, tasks.schemeId), eq(incomingTexts.id, tasks.subjectId)))
    .where(and(eq(tasks.kind, 'answered-by-text'), isNull(tasks.doneAt), eq(incomingTexts.number, number)))
    .limit(1)
  return row !== undefined
}

/** The organisation whose number somebody writes from; undefined when it is nobody's, or that of several. */
export async function findOrganisationByNumber(tx: Tx, number: string): Promise<string | undefined> {
  const rows = await tx
    .select({ id: organisations.id, phone: organisations.phone })
    .from(organisations)
    .where(and(isNotNull(organisations.phone), isNull(organisations.closedOn)))
  const same = rows.filter(({ phone }) => toBritishMobile(phone ?? '') === number)
  return same.length === 1 ? same[0]?.id : undefined
}

/** Unscoped: for the job that reads it. */
export async function findIncomingText(
  tx: Tx,
  incomingTextId: string,
): Promise<typeof incomingTexts.$inferSelect | undefined> {
  const [row] = await tx.select().from(incomingTexts).where(eq(incomingTexts.id, incomingTextId))
  return row
}
