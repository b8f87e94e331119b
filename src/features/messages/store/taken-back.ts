import { and, asc, eq, gte, inArray, isNull } from 'drizzle-orm'
import type { Context, Tx } from '../../../platform/context.ts'
import { closeTasksAbout } from '../../tasks/public.ts'
import type { MessageKind } from '../kinds.ts'
import { OUTGOING_STEPS } from '../lifecycle.ts'
import { messages, outgoingMessages } from '../tables.ts'
import type { Message } from './same-day.ts'

type About = { referralId: string; kinds?: readonly MessageKind[]; since?: Date }

/** Unscoped: what was told of a referral that the caller holds, to whomever; a correction of a message is not told of the referral, and stands. */
export async function listToldUnscoped(tx: Tx, { referralId, kinds, since }: About): Promise<Message[]> {
  return tx
    .select()
    .from(messages)
    .where(
      and(
        eq(messages.subjectId, referralId),
        isNull(messages.correctedAt),
        kinds === undefined ? undefined : inArray(messages.kind, [...kinds]),
        since === undefined ? undefined : gte(messages.sentAt, since),
      ),
    )
    .orderBy(asc(messages.id))
}

/** Unscoped: one message about a referral that the caller holds. */
export async function findToldUnscoped(tx: Tx, messageId: string): Promise<Message | undefined> {
  const [row] = await tx
    .select()
    .from(messages)
    .where(and(eq(messages.id, messageId), isNull(messages.correctedAt)))
    .for('update')
  return row
}

/** From now on nobody reads it, nobody has to ring about it, and a notice of it that has not left stays here. Gives how many did. */
export async function takeBackMessage(tx: Tx, context: Context, messageId: string): Promise<number> {
  await tx.update(messages).set({ correctedAt: context.now() }).where(eq(messages.id, messageId))
  await closeTasksAbout(tx, context, { kind: 'ring-practice', subjectId: messageId, outcome: 'taken-back' })
  return recallAbout(tx, context, [messageId])
}

/**
 * What was written about these and has not left does not leave any more, whomever it was for: a mail or text not yet
 * given away, a letter in the print queue or printed and not posted, a call not made. Gives how many.
 */
export async function recallAbout(tx: Tx, context: Context, subjectIds: readonly string[]): Promise<number> {
  const rows = await tx
    .update(outgoingMessages)
    .set({ status: 'stopped', stoppedAt: context.now() })
    .where(
      and(
        inArray(outgoingMessages.subjectId, [...subjectIds]),
        inArray(outgoingMessages.status, [...OUTGOING_STEPS.stop.from]),
      ),
    )
    .returning({ id: outgoingMessages.id })
  return rows.length
}
