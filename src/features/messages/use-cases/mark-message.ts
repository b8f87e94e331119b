import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/problems.ts'
import { inTransaction } from '../../../platform/transaction.ts'
import { type Mark, type Message, markMessage as setMark } from '../store.ts'

/** *Read* says that somebody saw it, *filed* that it is in the record; filing is also reading. */
export async function markMessage(context: Context, input: { messageId: string; mark: Mark }): Promise<Message> {
  return inTransaction(context, async (tx) => {
    const message = await setMark(tx, context, input.messageId, input.mark)
    if (message === undefined) throw new Refusal('not-found')
    await recordAudit(tx, context, {
      action: `message.${input.mark}`,
      subjectKind: 'message',
      subjectId: message.id,
      personId: message.personId,
    })
    return message
  })
}
