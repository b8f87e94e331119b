import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context } from '../../../platform/context.ts'
import { inTransaction } from '../../../platform/transaction.ts'
import { markMessage } from '../store.ts'

/** Files a whole page of messages; what is not theirs is left alone. */
export async function fileMessages(context: Context, input: { messageIds: string[] }): Promise<{ filed: number }> {
  return inTransaction(context, async (tx) => {
    let filed = 0
    for (const messageId of input.messageIds.toSorted()) {
      const message = await markMessage(tx, context, messageId, 'filed')
      if (message === undefined) continue
      filed++
      await recordAudit(tx, context, {
        action: 'message.filed',
        subjectKind: 'message',
        subjectId: message.id,
        personId: message.personId,
      })
    }
    return { filed }
  })
}
