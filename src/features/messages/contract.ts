import { z } from 'zod'
import { PageQuery, pageOf } from '../../platform/http/paging.ts'
import { MESSAGE_KIND_FACTS, MESSAGE_KINDS, MESSAGE_URGENCIES, NOT_ONLINE_REASONS } from './kinds.ts'
import type { SentMessage } from './store/same-day.ts'
import type { Message } from './store.ts'

export const MessageId = z.object({ messageId: z.uuid() })

export const MessagesQuery = PageQuery.extend({
  unread: z.stringbool().default(false),
  unfiled: z.stringbool().default(false),
  subjectId: z.uuid().optional().describe('Only about this referral'),
})

export const MessageBody = z
  .object({
    id: z.uuid(),
    kind: z.enum(MESSAGE_KINDS),
    asks: z.boolean().describe('Whether it asks the practice for something'),
    title: z.string(),
    body: z.string().describe('Plain text under 1,500 characters, signed, ready to be filed'),
    notForOnlineViewing: z.boolean().describe("Whether the person's online record must not show it"),
    snomedCode: z.string().nullable().describe('The SNOMED CT concept to record'),
    subjectKind: z.string(),
    subjectId: z.uuid(),
    forwardedFromId: z.uuid().nullable().describe('The organisation it was sent to, when that closed'),
    sentAt: z.iso.datetime(),
    urgency: z.enum(MESSAGE_URGENCIES),
    acknowledgeBy: z.iso
      .datetime()
      .nullable()
      .describe('Of a same-day message: by when a named reader says what will be done'),
    acknowledgedAt: z.iso.datetime().nullable(),
    whatWillBeDone: z.string().nullable(),
    readAt: z.iso.datetime().nullable(),
    filedAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'Message' })

export const MessagesBody = pageOf(MessageBody).meta({ id: 'Messages' })

export const toMessageBody = (message: Message): z.infer<typeof MessageBody> => ({
  id: message.id,
  kind: message.kind,
  asks: MESSAGE_KIND_FACTS[message.kind].asks,
  title: message.title,
  body: message.body,
  notForOnlineViewing: message.notOnlineBecause !== null,
  snomedCode: message.snomedCode,
  subjectKind: message.subjectKind,
  subjectId: message.subjectId,
  forwardedFromId: message.forwardedFromId,
  sentAt: message.sentAt.toISOString(),
  urgency: message.urgency,
  acknowledgeBy: message.acknowledgeBy?.toISOString() ?? null,
  acknowledgedAt: message.acknowledgedAt?.toISOString() ?? null,
  whatWillBeDone: message.whatWillBeDone,
  readAt: message.readAt?.toISOString() ?? null,
  filedAt: message.filedAt?.toISOString() ?? null,
})

const words = (most: number) => z.string().trim().min(1).max(most)

export const AcknowledgeBody = z
  .strictObject({ whatWillBeDone: words(1_000).describe('What the practice does, and when') })
  .meta({ id: 'MessageAcknowledgement' })

export const RingingBody = z
  .strictObject({ spokeTo: words(200).describe('Whom you spoke to'), outcome: words(1_000).describe('What was said') })
  .meta({ id: 'MessageRinging' })

export const SentMessagesQuery = PageQuery.extend({
  unheard: z
    .stringbool()
    .default(false)
    .describe('Only what was not read for three working days, or not acknowledged in time'),
  subjectId: z.uuid().optional().describe('Only about this referral'),
})

export const SentMessageBody = z
  .object({
    id: z.uuid(),
    kind: z.enum(MESSAGE_KINDS),
    title: z.string(),
    organisationId: z.uuid(),
    organisationName: z.string(),
    subjectId: z.uuid(),
    urgency: z.enum(MESSAGE_URGENCIES),
    notOnlineBecause: z.enum(NOT_ONLINE_REASONS).nullable().describe('Why it is marked not for online viewing'),
    sentAt: z.iso.datetime(),
    readAt: z.iso.datetime().nullable(),
    readBy: z.string().nullable(),
    acknowledgeBy: z.iso.datetime().nullable(),
    acknowledgedAt: z.iso.datetime().nullable(),
    acknowledgedBy: z.string().nullable(),
    whatWillBeDone: z.string().nullable(),
    rungAt: z.iso.datetime().nullable(),
    spokeTo: z.string().nullable(),
    rungOutcome: z.string().nullable(),
  })
  .meta({ id: 'SentMessage' })

export const SentMessagesBody = pageOf(SentMessageBody).meta({ id: 'SentMessages' })

const instantOf = (at: Date | null): string | null => at?.toISOString() ?? null

export const toSentMessageBody = (message: SentMessage): z.infer<typeof SentMessageBody> => ({
  id: message.id,
  kind: message.kind,
  title: message.title,
  organisationId: message.organisationId,
  organisationName: message.organisationName,
  subjectId: message.subjectId,
  urgency: message.urgency,
  notOnlineBecause: message.notOnlineBecause,
  sentAt: message.sentAt.toISOString(),
  readAt: instantOf(message.readAt),
  readBy: message.readBy,
  acknowledgeBy: instantOf(message.acknowledgeBy),
  acknowledgedAt: instantOf(message.acknowledgedAt),
  acknowledgedBy: message.acknowledgedBy,
  whatWillBeDone: message.whatWillBeDone,
  rungAt: instantOf(message.rungAt),
  spokeTo: message.spokeTo,
  rungOutcome: message.rungOutcome,
})
