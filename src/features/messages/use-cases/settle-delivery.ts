import type { SystemContext, Tx } from '../../../platform/context.ts'
import { getScheme } from '../../schemes/public.ts'
import { openTask } from '../../tasks/public.ts'
import { takeOutgoingStep } from '../lifecycle.ts'
import {
  findOutgoingForUpdate,
  findWhoHasTasks,
  markMailboxAlive,
  markMailboxDead,
  updateOutgoing,
} from '../store/delivery.ts'
import type { OutgoingMessage } from '../store/outgoing.ts'

export type Settled = { is: 'accepted' | 'delivered' } | { is: 'refused' | 'bounced'; failure: string }

const STEPS = { accepted: 'send', delivered: 'deliver', refused: 'fail', bounced: 'bounce' } as const

/** Writes down what became of a mail or a text. What did not arrive becomes somebody's task: it must not go unnoticed. */
export async function settleDelivery(
  tx: Tx,
  context: SystemContext,
  { outgoingId, delivery }: { outgoingId: string; delivery: Settled },
): Promise<void> {
  const message = await findOutgoingForUpdate(tx, outgoingId)
  if (message === undefined) return
  const status = takeOutgoingStep(message.status, STEPS[delivery.is])
  // A report came before us, or again: what is known already stays.
  if (status === undefined) return
  const at = context.now()
  if ('failure' in delivery) {
    await updateOutgoing(tx, message.id, { status, failedAt: at, failure: delivery.failure })
    await makeKnown(tx, context, message, delivery)
    context.log.warn({ outgoingId: message.id, failure: delivery.failure }, 'message not delivered')
    return
  }
  const moment = delivery.is === 'delivered' ? { sentAt: message.sentAt ?? at, deliveredAt: at } : { sentAt: at }
  await updateOutgoing(tx, message.id, { status, ...moment })
  if (delivery.is === 'delivered' && message.organisationId !== null) await markMailboxAlive(tx, message.organisationId)
}

async function makeKnown(
  tx: Tx,
  context: SystemContext,
  message: OutgoingMessage,
  { is, failure }: { is: 'refused' | 'bounced'; failure: string },
): Promise<void> {
  // Nothing can go before it is set up: the checklist says so once, and not each message again.
  if (failure === 'not-set-up') return
  if (is === 'bounced' && message.organisationId !== null && message.address !== null)
    await markMailboxDead(tx, context, { organisationId: message.organisationId, address: message.address, failure })
  const sender = await findWhoHasTasks(tx, message.createdById)
  const { advisorServiceId } = (await getScheme(context)).settings
  await openTask(tx, context, {
    kind: 'message-not-delivered',
    ...toTaskSubject(message),
    organisationId: sender?.organisationId ?? advisorServiceId,
    membershipId: sender?.membershipId,
    dueOn: context.today(),
  })
}

/** One task for a mailbox or a colleague, however many messages come back from there. */
function toTaskSubject(message: OutgoingMessage): { subjectKind: string; subjectId: string } {
  if (message.organisationId !== null) return { subjectKind: 'organisation', subjectId: message.organisationId }
  if (message.membershipId !== null) return { subjectKind: 'membership', subjectId: message.membershipId }
  return { subjectKind: 'outgoing-message', subjectId: message.id }
}
