import { and, asc, eq, gte, inArray, isNull, ne } from 'drizzle-orm'
import type { Context, Tx } from '../../../platform/context.ts'
import { closeTasksAbout } from '../../tasks/public.ts'
import type { MessageKind } from '../kinds.ts'
import { messages } from '../tables.ts'
import type { Message } from './same-day.ts'

type About = { referralId: string; kinds?: readonly MessageKind[]; since?: Date }

/** Unscoped: what was told of a referral that the caller holds, to whomever; corrections themselves stand. */
export async function listToldUnscoped(tx: Tx, { referralId, kinds, since }: About): Promise<Message[]> {
  return tx
    .select()
    .from(messages)
    .where(
      and(
        eq(messages.subjectId, referralId),
        isNull(messages.correctedAt),
        ne(messages.kind, 'correction'),
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

/** From now on nobody reads it, and nobody has to ring about it. */
export async function takeBackMessage(tx: Tx, context: Context, messageId: string): Promise<void> {
  await tx.update(messages).set({ correctedAt: context.now() }).where(eq(messages.id, messageId))
  await closeTasksAbout(tx, context, { kind: 'ring-practice', subjectId: messageId, outcome: 'taken-back' })
}
