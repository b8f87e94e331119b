import { and, asc, eq, isNull, lt, lte, or, type SQL, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import { notClosedTo } from '../../../platform/closed-records.ts'
import type { Actor, Context, Tx } from '../../../platform/context.ts'
import { memberships } from '../../accounts/tables.ts'
import { organisations } from '../../organisations/tables.ts'
import { messages } from '../tables.ts'

export type Message = typeof messages.$inferSelect

/** What was taken back is nobody's to read, answer or ring about. */
const isRight = isNull(messages.correctedAt)

/** Locks it until the transaction ends: of two who acknowledge at once, one did. */
export async function findReceivedForUpdate(tx: Tx, actor: Actor, messageId: string): Promise<Message | undefined> {
  const [row] = await tx
    .select()
    .from(messages)
    .where(
      and(
        eq(messages.id, messageId),
        isRight,
        eq(messages.organisationId, actor.organisationId),
        notClosedTo(actor, messages),
      ),
    )
    .for('update')
  return row
}

/** Messages that somebody of the actor's organisation sent. */
const sentBy = (actor: Actor): SQL => sql`${notClosedTo(actor, messages)} and exists (
  select from memberships as sender where sender.scheme_id = ${messages.schemeId} and sender.id = ${messages.sentById}
    and sender.organisation_id = ${actor.organisationId})`

export async function findSentForUpdate(tx: Tx, actor: Actor, messageId: string): Promise<Message | undefined> {
  const [row] = await tx
    .select()
    .from(messages)
    .where(and(eq(messages.id, messageId), isRight, sentBy(actor)))
    .for('update')
  return row
}

export async function updateMessage(tx: Tx, messageId: string, changes: Partial<Message>): Promise<Message> {
  const [row] = await tx.update(messages).set(changes).where(eq(messages.id, messageId)).returning()
  if (row === undefined) throw new Error('An update of a locked row found nothing')
  return row
}

/** Same-day messages whose time has come without an answer, locked: of two runs the second waits and finds them chased. */
export async function findToChase(
  tx: Tx,
  at: Date,
  limit: number,
): Promise<{ id: string; senderId: string; organisationId: string }[]> {
  return tx
    .select({ id: messages.id, senderId: memberships.id, organisationId: memberships.organisationId })
    .from(messages)
    .innerJoin(memberships, and(eq(memberships.schemeId, messages.schemeId), eq(memberships.id, messages.sentById)))
    .where(
      and(
        lte(messages.acknowledgeBy, at),
        isNull(messages.acknowledgedAt),
        isNull(messages.rungAt),
        isNull(messages.chasedAt),
        isRight,
      ),
    )
    .orderBy(asc(messages.acknowledgeBy), asc(messages.id))
    .limit(limit)
    .for('no key update', { of: messages })
}

const reader = alias(memberships, 'reader')
const answerer = alias(memberships, 'answerer')

export type SentMessage = Message & {
  organisationName: string
  readBy: string | null
  acknowledgedBy: string | null
}

type Filter = {
  subjectId: string | undefined
  /** Only what went unread since before this moment, or unanswered past its time. */
  unheard: { unreadSince: Date; at: Date } | undefined
  after: string | undefined
  limit: number
}

/** What the actor's organisation sent, the oldest first: what has waited longest for an answer stands on top. */
export async function listSentRows(tx: Tx, { actor }: Context, filter: Filter): Promise<SentMessage[]> {
  const { subjectId, unheard, after, limit } = filter
  const rows = await tx
    .select({
      message: messages,
      organisationName: organisations.name,
      readBy: reader.name,
      acknowledgedBy: answerer.name,
    })
    .from(messages)
    .innerJoin(
      organisations,
      and(eq(organisations.schemeId, messages.schemeId), eq(organisations.id, messages.organisationId)),
    )
    .leftJoin(reader, and(eq(reader.schemeId, messages.schemeId), eq(reader.id, messages.readById)))
    .leftJoin(answerer, and(eq(answerer.schemeId, messages.schemeId), eq(answerer.id, messages.acknowledgedById)))
    .where(
      and(
        sentBy(actor),
        isRight,
        subjectId === undefined ? undefined : eq(messages.subjectId, subjectId),
        unheard === undefined
          ? undefined
          : or(
              and(isNull(messages.readAt), lt(messages.sentAt, unheard.unreadSince)),
              and(isNull(messages.acknowledgedAt), isNull(messages.rungAt), lte(messages.acknowledgeBy, unheard.at)),
            ),
        after === undefined ? undefined : sql`${messages.id} > ${after}::uuid`,
      ),
    )
    .orderBy(asc(messages.id))
    .limit(limit + 1)
  return rows.map(({ message, ...names }) => ({ ...message, ...names }))
}
