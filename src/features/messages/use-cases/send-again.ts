import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context } from '../../../platform/context.ts'
import { addJob } from '../../../platform/jobs/add-job.ts'
import { Refusal } from '../../../platform/problems.ts'
import { inTransaction } from '../../../platform/transaction.ts'
import { closeTasksAbout } from '../../tasks/public.ts'
import { isDelivered } from '../kinds.ts'
import { takeOutgoingStep } from '../lifecycle.ts'
import { findOutgoingForUpdate, updateOutgoing } from '../store/delivery.ts'
import { DELIVER_OUTGOING, type OutgoingMessage } from '../store/outgoing.ts'

/** Sends what did not arrive once more, to the address as it is now. It is a new mail to a server: it has a new id. */
export async function sendAgain(context: Context, { outgoingId }: { outgoingId: string }): Promise<OutgoingMessage> {
  return inTransaction(context, async (tx) => {
    const message = await findOutgoingForUpdate(tx, outgoingId)
    if (message === undefined) throw new Refusal('not-found')
    if (message.recipientKind === 'person')
      throw new Refusal(
        'not-possible',
        'How to reach this person may have changed: write to them again from their record',
      )
    const status = takeOutgoingStep(message.status, 'send-again')
    if (status === undefined || !isDelivered(message.channel))
      throw new Refusal('step-not-open', 'Only a mail or a text that did not arrive is sent again')
    const jobId = await addJob(tx, context, { name: DELIVER_OUTGOING, data: { outgoingId } })
    const about = message.organisationId ?? message.membershipId ?? message.id
    await closeTasksAbout(tx, context, { kind: 'message-not-delivered', subjectId: about, outcome: 'sent-again' })
    await recordAudit(tx, context, {
      action: 'outgoing.sent-again',
      subjectKind: 'outgoing-message',
      subjectId: outgoingId,
    })
    return updateOutgoing(tx, outgoingId, { status, jobId, attempts: 0, failedAt: null, failure: null })
  })
}
