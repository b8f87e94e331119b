import { and, asc, eq, inArray, not } from 'drizzle-orm'
import type { Tx } from '../../../platform/context.ts'
import { organisations } from '../../organisations/tables.ts'
import { messages } from '../tables.ts'

export type MessageToCome = { to: string; title: string; body: string }

export async function listMessageIdsAboutUnscoped(tx: Tx, subjectId: string): Promise<string[]> {
  const rows = await tx.select({ id: messages.id }).from(messages).where(eq(messages.subjectId, subjectId))
  return rows.map(({ id }) => id)
}

/** What was written about a subject since, to whomever: only ever of what its writer is about to send. */
export async function listMessagesBesidesUnscoped(
  tx: Tx,
  subjectId: string,
  known: readonly string[],
): Promise<MessageToCome[]> {
  return tx
    .select({ to: organisations.name, title: messages.title, body: messages.body })
    .from(messages)
    .innerJoin(
      organisations,
      and(eq(organisations.schemeId, messages.schemeId), eq(organisations.id, messages.organisationId)),
    )
    .where(
      and(eq(messages.subjectId, subjectId), known.length === 0 ? undefined : not(inArray(messages.id, [...known]))),
    )
    .orderBy(asc(messages.id))
}
