import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/problems.ts'
import { inTransaction } from '../../../platform/transaction.ts'
import { closeTasksAbout } from '../../tasks/public.ts'
import { findSentForUpdate, type Message, updateMessage } from '../store/same-day.ts'

/** The sender rang the practice instead of waiting: whom they spoke to, and what was said. */
export async function recordRinging(
  context: Context,
  { messageId, spokeTo, outcome }: { messageId: string; spokeTo: string; outcome: string },
): Promise<Message> {
  return inTransaction(context, async (tx) => {
    const { actor, now } = context
    const message = await findSentForUpdate(tx, actor, messageId)
    if (message === undefined) throw new Refusal('not-found')
    if (message.urgency !== 'same-day')
      throw new Refusal('not-possible', 'Only a same-day message is followed by a call: record a contact instead')
    if (message.rungAt !== null) throw new Refusal('already-done', 'The call is written down already')
    await closeTasksAbout(tx, context, { kind: 'ring-practice', subjectId: messageId, outcome: 'rung' })
    await recordAudit(tx, context, {
      action: 'message.rung',
      subjectKind: 'message',
      subjectId: messageId,
      personId: message.personId,
    })
    return updateMessage(tx, messageId, {
      rungAt: now(),
      rungById: actor.membershipId,
      spokeTo,
      rungOutcome: outcome,
    })
  })
}
