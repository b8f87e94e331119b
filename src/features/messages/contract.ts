import { z } from 'zod'
import { PageQuery, pageOf } from '../../platform/http/paging.ts'
import { MESSAGE_KIND_FACTS, MESSAGE_KINDS } from './kinds.ts'
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
    snomedCode: z.string().nullable().describe('The SNOMED CT concept to record'),
    subjectKind: z.string(),
    subjectId: z.uuid(),
    sentAt: z.iso.datetime(),
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
  snomedCode: message.snomedCode,
  subjectKind: message.subjectKind,
  subjectId: message.subjectId,
  sentAt: message.sentAt.toISOString(),
  readAt: message.readAt?.toISOString() ?? null,
  filedAt: message.filedAt?.toISOString() ?? null,
})
