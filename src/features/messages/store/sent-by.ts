import { and, asc, eq, gte, lt } from 'drizzle-orm'
import type { Context } from '../../../platform/context.ts'
import { organisations } from '../../organisations/tables.ts'
import { messages } from '../tables.ts'
import type { MessageToCome } from './rehearsed.ts'

/** What somebody sent about a subject between two moments, to whomever it went: their own words, read again. */
export async function listMessagesSentBy(
  { db, actor }: Context,
  { subjectId, from, until }: { subjectId: string; from: Date; until: Date },
): Promise<MessageToCome[]> {
  return db
    .select({ to: organisations.name, title: messages.title, body: messages.body })
    .from(messages)
    .innerJoin(
      organisations,
      and(eq(organisations.schemeId, messages.schemeId), eq(organisations.id, messages.organisationId)),
    )
    .where(
      and(
        eq(messages.subjectId, subjectId),
        eq(messages.sentById, actor.membershipId),
        gte(messages.sentAt, from),
        lt(messages.sentAt, until),
      ),
    )
    .orderBy(asc(messages.id))
}
