import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context, Tx } from '../../../platform/context.ts'
import { inTransaction } from '../../../platform/transaction.ts'
import { OUTGOING_EVENTS } from '../kinds.ts'
import { composeNotice, composeNoticeText } from '../notices.ts'
import { sendOut } from '../store/outgoing.ts'
import { listChoices } from '../store/readers.ts'

/** A mail to oneself, and a text when the actor gave a number: that it arrives is the proof that both are set up. */
export async function sendTest(context: Context): Promise<{ outgoingIds: string[] }> {
  return inTransaction(context, async (tx) => {
    const sent = [await sendTestBy(tx, context, 'mail'), await sendTestBy(tx, context, 'text')]
    return { outgoingIds: sent.filter((id) => id !== undefined) }
  })
}

/** One of the two; undefined when the actor gave no number for a text. */
export async function sendTestBy(tx: Tx, context: Context, channel: 'mail' | 'text'): Promise<string | undefined> {
  const { membershipId } = context.actor
  const event = 'test-message'
  const about = { subjectKind: 'membership', subjectId: membershipId }
  if (channel === 'text' && (await listChoices(tx, membershipId)).phone === null) return undefined
  const words =
    channel === 'mail'
      ? composeNotice(event, about)
      : { subject: OUTGOING_EVENTS[event].label, body: composeNoticeText(event, about) }
  await recordAudit(tx, context, {
    action: 'outgoing.tested',
    subjectKind: 'membership',
    subjectId: membershipId,
    detail: { channel },
  })
  return sendOut(tx, context, { channel, to: { kind: 'member', membershipId }, event, about, ...words })
}
