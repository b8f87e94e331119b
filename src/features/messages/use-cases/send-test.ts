import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context } from '../../../platform/context.ts'
import { inTransaction } from '../../../platform/transaction.ts'
import { OUTGOING_EVENTS } from '../kinds.ts'
import { composeNotice, composeNoticeText } from '../notices.ts'
import { sendOut } from '../store/outgoing.ts'
import { listChoices } from '../store/readers.ts'

/** A mail to oneself, and a text when the actor gave a number: that it arrives is the proof that both are set up. */
export async function sendTest(context: Context): Promise<{ outgoingIds: string[] }> {
  return inTransaction(context, async (tx) => {
    const { membershipId } = context.actor
    const event = 'test-message'
    const to = { kind: 'member' as const, membershipId }
    const about = { subjectKind: 'membership', subjectId: membershipId }
    const mail = await sendOut(tx, context, { channel: 'mail', to, event, about, ...composeNotice(event, about) })
    await recordAudit(tx, context, { action: 'outgoing.tested', subjectKind: 'membership', subjectId: membershipId })
    if ((await listChoices(tx, membershipId)).phone === null) return { outgoingIds: [mail] }
    const text = { subject: OUTGOING_EVENTS[event].label, body: composeNoticeText(event, about) }
    return { outgoingIds: [mail, await sendOut(tx, context, { channel: 'text', to, event, about, ...text })] }
  })
}
