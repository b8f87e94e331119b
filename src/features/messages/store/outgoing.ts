import type { Context, SystemContext, Tx } from '../../../platform/context.ts'
import { addJob } from '../../../platform/jobs/add-job.ts'
import { isDelivered, type OutgoingChannel, type OutgoingEvent } from '../kinds.ts'
import { composeNotice, composeNoticeText } from '../notices.ts'
import { type OutgoingLink, outgoingMessages } from '../tables.ts'

export const DELIVER_OUTGOING = 'deliver-outgoing'

export type OutgoingMessage = typeof outgoingMessages.$inferSelect

/** Anybody but the person who is cared for. A colleague's and an organisation's address is looked up when it is sent. */
export type Recipient =
  | { kind: 'member'; membershipId: string }
  | { kind: 'account'; accountId: string; address: string }
  | { kind: 'outside'; name: string; address: string }

type Mailbox = { kind: 'organisation'; organisationId: string }

/** The person who is cared for: only what passed the gate in people makes one. */
export type PersonRecipient = { kind: 'person'; personId: string; name: string; address: string | null }

export type OutgoingTo<To> = {
  channel: OutgoingChannel
  to: To
  event: OutgoingEvent
  /** What a mail is headed with, and what a letter and a call are about. */
  subject: string
  body: string
  /** Made when it is sent, and put where the body says `{link}`. */
  link?: { purpose: OutgoingLink['purpose']; id: string; path: string; expiresAt: Date } | undefined
  about: { subjectKind: string; subjectId: string }
  /** Not before this moment. */
  notBefore?: Date | undefined
}
/** A shared mailbox is read by many: what it says is made of the event, and nobody can write a name into it. A colleague may be told the same. */
type Notice = {
  channel: 'mail' | 'text'
  to: Mailbox | Extract<Recipient, { kind: 'member' }>
  event: OutgoingEvent
  link?: OutgoingTo<Mailbox>['link']
  about: { subjectKind: string; subjectId: string }
  /** The last day for an answer. */
  answerBy?: string | undefined
}
export type Outgoing = OutgoingTo<Recipient> | Notice

/**
 * The one way out to everybody but the person: a mail, text, letter or call, written in the transaction of what it tells.
 * Mail and text are delivered by a job; a letter and a call wait for hands. Gives its id.
 */
export const sendOut = (tx: Tx, context: Context | SystemContext, outgoing: Outgoing): Promise<string> =>
  writeOut(tx, context, 'body' in outgoing ? outgoing : { ...outgoing, ...wordsFor(outgoing) })

const wordsFor = ({ channel, event, about: { subjectId }, answerBy }: Notice): { subject: string; body: string } => {
  const about = { subjectId, answerBy }
  const notice = composeNotice(event, about)
  return channel === 'text' ? { ...notice, body: composeNoticeText(event, about) } : notice
}

/** The row, and the job that delivers it. */
export async function writeOut(
  tx: Tx,
  context: Context | SystemContext,
  { channel, to, event, subject, body, link, about, notBefore }: OutgoingTo<Recipient | Mailbox | PersonRecipient>,
): Promise<string> {
  const id = context.newId()
  const jobId = isDelivered(channel)
    ? await addJob(tx, context, {
        name: DELIVER_OUTGOING,
        data: { outgoingId: id },
        ...(notBefore === undefined ? {} : { runAt: notBefore }),
      })
    : null
  await tx.insert(outgoingMessages).values({
    schemeId: context.schemeId,
    id,
    channel,
    ...toColumns(to),
    event,
    subject,
    body,
    link: link === undefined ? null : { ...link, expiresAt: link.expiresAt.toISOString() },
    ...about,
    status: 'waiting',
    createdAt: context.now(),
    createdById: 'actor' in context ? context.actor.membershipId : null,
    notBefore: notBefore ?? null,
    jobId,
  })
  return id
}

function toColumns(to: Recipient | Mailbox | PersonRecipient) {
  switch (to.kind) {
    case 'member':
      return { recipientKind: to.kind, membershipId: to.membershipId }
    case 'account':
      return { recipientKind: to.kind, accountId: to.accountId, address: to.address }
    case 'organisation':
      return { recipientKind: to.kind, organisationId: to.organisationId }
    case 'outside':
      return { recipientKind: to.kind, recipientName: to.name, address: to.address }
    case 'person':
      return { recipientKind: to.kind, personId: to.personId, recipientName: to.name, address: to.address }
  }
}
