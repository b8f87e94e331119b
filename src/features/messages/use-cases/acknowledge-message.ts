import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/problems.ts'
import { inTransaction } from '../../../platform/transaction.ts'
import { closeTasksAbout } from '../../tasks/public.ts'
import { findReceivedForUpdate, type Message, updateMessage } from '../store/same-day.ts'

/** A named reader says what will be done: only then does the sender know that somebody acts. It is also read. */
export async function acknowledgeMessage(
  context: Context,
  { messageId, whatWillBeDone }: { messageId: string; whatWillBeDone: string },
): Promise<Message> {
  return inTransaction(context, async (tx) => {
    const { actor, now } = context
    const message = await findReceivedForUpdate(tx, actor, messageId)
    if (message === undefined) throw new Refusal('not-found')
    if (message.urgency !== 'same-day')
      throw new Refusal('not-possible', 'Only a same-day message is acknowledged: mark this one as read')
    if (message.acknowledgedAt !== null) throw new Refusal('already-done', 'Somebody has acknowledged it already')
    await closeTasksAbout(tx, context, { kind: 'ring-practice', subjectId: messageId, outcome: 'acknowledged' })
    await recordAudit(tx, context, {
      action: 'message.acknowledged',
      subjectKind: 'message',
      subjectId: messageId,
      personId: message.personId,
    })
    return updateMessage(tx, messageId, {
      readAt: message.readAt ?? now(),
      readById: message.readById ?? actor.membershipId,
      acknowledgedAt: now(),
      acknowledgedById: actor.membershipId,
      whatWillBeDone,
    })
  })
}
