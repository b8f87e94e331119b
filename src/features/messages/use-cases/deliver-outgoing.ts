import type { SystemContext, Tx } from '../../../platform/context.ts'
import { MAX_ATTEMPTS } from '../../../platform/jobs/retry.ts'
import type { JobContext } from '../../../platform/jobs/worker.ts'
import type { LightLinks } from '../../../platform/light-links.ts'
import { type Delivery, DeliveryFault, type Ports } from '../../../platform/mail.ts'
import { getScheme } from '../../schemes/public.ts'
import { fillIn } from '../fill-in.ts'
import { findAddress, findOutgoingForUpdate, hasStopped, updateOutgoing } from '../store/delivery.ts'
import type { OutgoingMessage } from '../store/outgoing.ts'
import { settleDelivery } from './settle-delivery.ts'

export type Delivering = { links: LightLinks; publicUrl: string; ports: Ports }

/**
 * Sends one mail or text. The address is looked up now, the network is asked outside a transaction, and the id that goes
 * with it stays the same from try to try, so that a server that had it already knows it again.
 */
export async function deliverOutgoing(
  context: JobContext,
  delivering: Delivering,
  { outgoingId }: { outgoingId: string },
): Promise<void> {
  const ready = await context.db.transaction((tx) => prepare(tx, context, outgoingId))
  if (ready === undefined) return
  const delivery = 'failure' in ready ? ready : await attempt(context, delivering, ready)
  await context.db.transaction((tx) => settleDelivery(tx, context, { outgoingId, delivery }))
}

type Ready = { message: OutgoingMessage; address: string }
type Hopeless = Extract<Delivery, { failure: string }>

/** Undefined when there is nothing to do: it went, it was stopped, or another job has it now. */
async function prepare(tx: Tx, context: JobContext, outgoingId: string): Promise<Ready | Hopeless | undefined> {
  const message = await findOutgoingForUpdate(tx, outgoingId)
  if (message === undefined || message.status !== 'waiting' || message.jobId !== context.jobId) return undefined
  if (isOutside(message.recipientKind) && (await getScheme(context)).isPractice) {
    await updateOutgoing(tx, outgoingId, { status: 'stopped', stoppedAt: context.now(), failure: 'practice-scheme' })
    return undefined
  }
  const address = await findAddress(tx, message)
  if (address === undefined) return { is: 'refused', failure: 'no-address' }
  if (message.channel === 'text' && (await hasStopped(tx, address)))
    return { is: 'refused', failure: 'stopped-by-recipient' }
  return { message: await updateOutgoing(tx, outgoingId, { address, attempts: message.attempts + 1 }), address }
}

/** A scheme for training writes to nobody but those who train: the rest is kept and shown, and never sent. */
function isOutside(kind: OutgoingMessage['recipientKind']): boolean {
  switch (kind) {
    case 'member':
    case 'account':
      return false
    case 'organisation':
    case 'outside':
    case 'person':
      return true
  }
}

async function attempt(
  context: SystemContext & { jobId: string },
  { links, publicUrl, ports }: Delivering,
  { message, address }: Ready,
): Promise<Delivery> {
  const port = message.channel === 'mail' ? ports.mail : ports.text
  if (port === undefined) return { is: 'refused', failure: 'not-set-up' }
  try {
    return await port.send({
      id: toDeliveryId(context),
      to: address,
      subject: message.subject,
      text: fillIn(message, { links, publicUrl, schemeId: context.schemeId }),
    })
  } catch (error) {
    if (!(error instanceof DeliveryFault) || message.attempts < MAX_ATTEMPTS) throw error
    return { is: 'refused', failure: `gave-up-${error.code}`.slice(0, 60) }
  }
}

/** Says the scheme too, so that a report finds its way home. */
const toDeliveryId = ({ schemeId, jobId }: { schemeId: string; jobId: string }): string => `${schemeId}.${jobId}`
