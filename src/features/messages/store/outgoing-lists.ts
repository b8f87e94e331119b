import { and, asc, desc, eq, inArray, lt, sql } from 'drizzle-orm'
import { notClosedTo } from '../../../platform/closed-records.ts'
import type { Actor, Tx } from '../../../platform/context.ts'
import { organisations } from '../../organisations/tables.ts'
import { deadMailboxes, incomingTexts, outgoingMessages } from '../tables.ts'
import type { OutgoingMessage } from './outgoing.ts'

export type OutgoingFilter = { failed: boolean; before: string | undefined; limit: number }

/** The newest first: ids are UUIDv7. */
export async function listOutgoingRows(tx: Tx, { failed, before, limit }: OutgoingFilter): Promise<OutgoingMessage[]> {
  return tx
    .select()
    .from(outgoingMessages)
    .where(
      and(
        failed ? inArray(outgoingMessages.status, ['failed', 'bounced']) : undefined,
        before === undefined ? undefined : lt(outgoingMessages.id, before),
      ),
    )
    .orderBy(desc(outgoingMessages.id))
    .limit(limit + 1)
}

export type DeadMailbox = { organisationId: string; organisationName: string; deadAt: Date; failure: string }

/** Mailboxes that sent mail back and are still the organisation's: with another address it is another mailbox. */
export async function listDeadMailboxRows(tx: Tx): Promise<DeadMailbox[]> {
  return tx
    .select({
      organisationId: deadMailboxes.organisationId,
      organisationName: organisations.name,
      deadAt: deadMailboxes.deadAt,
      failure: deadMailboxes.failure,
    })
    .from(deadMailboxes)
    .innerJoin(
      organisations,
      and(
        eq(organisations.schemeId, deadMailboxes.schemeId),
        eq(organisations.id, deadMailboxes.organisationId),
        sql`lower(${organisations.email}) = lower(${deadMailboxes.address})`,
      ),
    )
    .orderBy(asc(deadMailboxes.deadAt), asc(deadMailboxes.id))
    .limit(500)
}

export type IncomingText = typeof incomingTexts.$inferSelect

export async function listIncomingRows(
  tx: Tx,
  actor: Actor,
  { before, limit }: { before: string | undefined; limit: number },
): Promise<IncomingText[]> {
  return tx
    .select()
    .from(incomingTexts)
    .where(and(notClosedTo(actor, incomingTexts), before === undefined ? undefined : lt(incomingTexts.id, before)))
    .orderBy(desc(incomingTexts.id))
    .limit(limit + 1)
}
