import { z } from 'zod'
import { PageQuery, pageOf } from '../../platform/http/paging.ts'
import {
  NOTICE_EVENTS,
  NOTICE_TIMES,
  OUTGOING_CHANNELS,
  OUTGOING_EVENT_CODES,
  OUTGOING_EVENTS,
  RECIPIENT_KINDS,
} from './kinds.ts'
import { OUTGOING_STATUSES } from './lifecycle.ts'
import type { OutgoingMessage } from './store/outgoing.ts'
import type { DeadMailbox, IncomingText } from './store/outgoing-lists.ts'

export const OutgoingId = z.object({ outgoingId: z.uuid() })

export const OutgoingQuery = PageQuery.extend({
  failed: z.stringbool().default(false).describe('Only what failed or came back'),
})

export const OutgoingBody = z
  .object({
    id: z.uuid(),
    channel: z.enum(OUTGOING_CHANNELS),
    event: z.enum(OUTGOING_EVENT_CODES),
    what: z.string().describe('The event in words'),
    recipientKind: z.enum(RECIPIENT_KINDS),
    membershipId: z.uuid().nullable(),
    organisationId: z.uuid().nullable(),
    status: z.enum(OUTGOING_STATUSES),
    createdAt: z.iso.datetime(),
    sentAt: z.iso.datetime().nullable(),
    deliveredAt: z.iso.datetime().nullable(),
    failedAt: z.iso.datetime().nullable(),
    failure: z
      .string()
      .nullable()
      .describe('A code, such as smtp-550; practice-scheme: kept, because a scheme for training sends nothing'),
  })
  .meta({ id: 'OutgoingMessage' })

export type OutgoingBody = z.infer<typeof OutgoingBody>

export const OutgoingsBody = pageOf(OutgoingBody).meta({ id: 'OutgoingMessages' })

const instantOf = (at: Date | null): string | null => at?.toISOString() ?? null

/** Neither text nor address: who looks after delivery need not know what was said to whom. */
export const toOutgoingBody = (message: OutgoingMessage): z.infer<typeof OutgoingBody> => ({
  id: message.id,
  channel: message.channel,
  event: message.event,
  what: OUTGOING_EVENTS[message.event].label,
  recipientKind: message.recipientKind,
  membershipId: message.membershipId,
  organisationId: message.organisationId,
  status: message.status,
  createdAt: message.createdAt.toISOString(),
  sentAt: instantOf(message.sentAt),
  deliveredAt: instantOf(message.deliveredAt),
  failedAt: instantOf(message.failedAt),
  failure: message.failure,
})

export const MailboxOf = z.object({ organisationId: z.uuid() })

export const DeadMailboxesBody = z
  .object({
    items: z.array(
      z
        .object({
          organisationId: z.uuid(),
          organisationName: z.string(),
          deadAt: z.iso.datetime(),
          failure: z.string(),
        })
        .meta({ id: 'DeadMailbox' }),
    ),
  })
  .meta({ id: 'DeadMailboxes' })

export const toDeadMailboxesBody = (rows: readonly DeadMailbox[]): z.infer<typeof DeadMailboxesBody> => ({
  items: rows.map((row) => ({ ...row, deadAt: row.deadAt.toISOString() })),
})

export const TextsQuery = PageQuery
export const TextsBody = pageOf(
  z
    .object({
      id: z.uuid(),
      number: z.string(),
      body: z.string(),
      receivedAt: z.iso.datetime(),
      personId: z.uuid().nullable(),
    })
    .meta({ id: 'IncomingText' }),
).meta({ id: 'IncomingTexts' })

export const toTextBody = ({ id, number, body, receivedAt, personId }: IncomingText) => ({
  id,
  number,
  body,
  receivedAt: receivedAt.toISOString(),
  personId,
})

export const NoticesBody = z
  .object({
    phone: z.string().nullable(),
    version: z.int().describe('Send it as If-Match to change them'),
    choices: z.array(z.object({ event: z.enum(NOTICE_EVENTS), label: z.string(), time: z.enum(NOTICE_TIMES) })),
  })
  .meta({ id: 'Notices' })

export const SetNoticesBody = z
  .strictObject({
    phone: z
      .string()
      .trim()
      .min(1)
      .max(30)
      .nullish()
      .describe('A mobile number for what cannot wait; null takes it away'),
    choices: z
      .array(z.strictObject({ event: z.enum(OUTGOING_EVENT_CODES), time: z.enum(NOTICE_TIMES) }))
      .max(30)
      .default([]),
  })
  .meta({ id: 'NoticeChoices' })

export const TestBody = z.object({ outgoingIds: z.array(z.uuid()) }).meta({ id: 'TestMessage' })

const code = z.string().regex(/^[a-z0-9.-]{1,40}$/i, 'Send a short code')
const deliveryStatus = z.enum(['delivered', 'failed', 'bounced', 'delayed'])

/** `<scheme.job@domain>` as it stood in the Message-ID, with or without its brackets. */
export const MailReportBody = z
  .strictObject({ messageId: z.string().min(1).max(300), status: deliveryStatus, code: code.optional() })
  .meta({ id: 'MailReport' })
export const TextReportBody = z
  .strictObject({
    id: z.string().min(1).max(100),
    status: deliveryStatus.exclude(['bounced', 'delayed']),
    code: code.optional(),
  })
  .meta({ id: 'TextReport' })
export const IncomingTextBody = z
  .strictObject({
    schemeId: z.uuid(),
    id: z.string().min(1).max(100).describe('Yours; told again, it changes nothing'),
    from: z.string().regex(/^\+[1-9]\d{6,14}$/, 'Send the number in E.164, such as +447700900123'),
    text: z.string().min(1).max(2_000),
  })
  .meta({ id: 'TextIn' })
export const TakenBody = z.object({ taken: z.boolean() }).meta({ id: 'Taken' })
