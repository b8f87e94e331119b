import { and, desc, eq, inArray, isNotNull, isNull, lt, or, type SQL, sql } from 'drizzle-orm'
import { lookAt } from '../../platform/audit/look.ts'
import { notClosedTo } from '../../platform/closed-records.ts'
import type { Actor, Context, SystemContext, Tx } from '../../platform/context.ts'
import { makeWithJob } from '../../platform/jobs/add-job.ts'
import { ASKING_KINDS, type MessageKind, type NotOnlineReason } from './kinds.ts'
import { messages } from './tables.ts'

export type Message = typeof messages.$inferSelect

/**
 * A message is read by the organisation it was sent to, until it is taken back: then a correction stands in its place. One
 * about a closed record is read by those who read that.
 */
const visibleTo = (actor: Actor) =>
  and(eq(messages.organisationId, actor.organisationId), isNull(messages.correctedAt), notClosedTo(actor, messages))

export type NewMessage = {
  organisationId: string
  kind: MessageKind
  subjectKind: string
  subjectId: string
  personId: string
  title: string
  body: string
  snomedCode?: string
  /** Makes it a same-day message: by when a named reader must have said what will be done. */
  acknowledgeBy?: Date
  notOnlineBecause?: NotOnlineReason | undefined
}

export const ANNOUNCE_MESSAGE = 'announce-message'

/** Puts a message into an organisation's inbox, in the transaction of what it tells, and has it announced. Gives its id. */
export async function sendMessage(tx: Tx, context: Context | SystemContext, message: NewMessage): Promise<string> {
  const id = context.newId()
  const sentById = 'actor' in context ? context.actor.membershipId : null
  const insert = tx
    .insert(messages)
    .values({
      schemeId: context.schemeId,
      id,
      sentAt: context.now(),
      sentById,
      urgency: message.acknowledgeBy === undefined ? 'routine' : 'same-day',
      ...message,
    })
    .returning({ id: messages.id })
  await makeWithJob(tx, context, insert, { name: ANNOUNCE_MESSAGE, key: 'messageId' })
  return id
}

export type MessageFilter = {
  unread: boolean
  unfiled: boolean
  subjectId: string | undefined
  before: string | undefined
  limit: number
  /** Only what asks something of its readers still, or only the rest; left out: both. */
  owed?: boolean
}

/** A same-day message that nobody has answered, and one that asks for something until it is filed. */
const isOwed = or(
  and(eq(messages.urgency, 'same-day'), isNull(messages.acknowledgedAt)),
  and(inArray(messages.kind, ASKING_KINDS), isNull(messages.filedAt)),
)

/** The newest first: ids are UUIDv7, so the key is also the time. */
export async function listMessages(context: Context, filter: MessageFilter): Promise<Message[]> {
  const { db, actor } = context
  const conditions: (SQL | undefined)[] = [
    visibleTo(actor),
    filter.unread ? isNull(messages.readAt) : undefined,
    filter.unfiled ? isNull(messages.filedAt) : undefined,
    filter.subjectId === undefined ? undefined : eq(messages.subjectId, filter.subjectId),
    filter.owed === undefined ? undefined : filter.owed ? isOwed : sql`not (${isOwed})`,
    filter.before === undefined ? undefined : lt(messages.id, filter.before),
  ]
  const page = db.$with('page').as(
    db
      .select()
      .from(messages)
      .where(and(...conditions))
      .orderBy(desc(messages.id))
      .limit(filter.limit + 1),
  )
  const look = lookAt(context, {
    action: 'messages.listed',
    subjectKind: 'message',
    detail: sql`jsonb_build_object('messageIds', coalesce(jsonb_agg(id), '[]'), 'personIds', coalesce(jsonb_agg(distinct person_id), '[]'))`,
    from: sql`(select id, person_id from page order by id desc limit ${filter.limit}) as shown`,
  })
  return db.with(page, look).select().from(page).orderBy(desc(page.id))
}

export type Mark = 'read' | 'filed'

/** The first mark stays: who read it first is what counts. */
export async function markMessage(
  tx: Tx,
  context: Context,
  messageId: string,
  mark: Mark,
): Promise<Message | undefined> {
  const { actor, now } = context
  const set =
    mark === 'read'
      ? {
          readAt: sql`coalesce(read_at, ${now().toISOString()}::timestamptz)`,
          readById: sql`coalesce(read_by_id, ${actor.membershipId}::uuid)`,
        }
      : {
          readAt: sql`coalesce(read_at, ${now().toISOString()}::timestamptz)`,
          readById: sql`coalesce(read_by_id, ${actor.membershipId}::uuid)`,
          filedAt: sql`coalesce(filed_at, ${now().toISOString()}::timestamptz)`,
          filedById: sql`coalesce(filed_by_id, ${actor.membershipId}::uuid)`,
        }
  const [row] = await tx
    .update(messages)
    .set(set)
    .where(and(visibleTo(actor), eq(messages.id, messageId)))
    .returning()
  return row
}

/** What nobody has read or answered yet goes on to the successor's inbox, and says from whom. Gives how many. */
export async function forwardUnheard(tx: Tx, { fromId, toId }: { fromId: string; toId: string }): Promise<number> {
  const rows = await tx
    .update(messages)
    .set({ organisationId: toId, forwardedFromId: fromId })
    .where(
      and(
        eq(messages.organisationId, fromId),
        or(
          isNull(messages.readAt),
          and(isNotNull(messages.acknowledgeBy), isNull(messages.acknowledgedAt), isNull(messages.rungAt)),
        ),
      ),
    )
    .returning({ id: messages.id })
  return rows.length
}
