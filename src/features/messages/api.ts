import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { answerOnce } from '../../platform/http/once.ts'
import { fromCursor } from '../../platform/http/paging.ts'
import { refusals } from '../../platform/http/problem-answers.ts'
import {
  AcknowledgeBody,
  MessageBody,
  MessageId,
  MessagesBody,
  MessagesQuery,
  RingingBody,
  SentMessagesBody,
  SentMessagesQuery,
  toMessageBody,
  toSentMessageBody,
} from './contract.ts'
import { reportsOfDelivery } from './delivery-routes.ts'
import { outgoingRoutes } from './outgoing-routes.ts'
import type { Mark } from './store.ts'
import { acknowledgeMessage } from './use-cases/acknowledge-message.ts'
import { listSent } from './use-cases/list-sent.ts'
import { markMessage } from './use-cases/mark-message.ts'
import { readInbox } from './use-cases/read-inbox.ts'
import { recordRinging } from './use-cases/record-ringing.ts'

const INBOX_ROLES = ['referrer', 'advisor', 'team-lead', 'provider'] as const

const SENDERS = ['advisor', 'team-lead'] as const

export const messageApi: FastifyPluginAsyncZod = async (app) => {
  await app.register(outgoingRoutes)
  await app.register(reportsOfDelivery)
  app.get(
    '/messages',
    {
      config: { access: INBOX_ROLES },
      schema: {
        operationId: 'listMessages',
        tags: ['Messages'],
        summary: "My organisation's inbox, the newest first",
        querystring: MessagesQuery,
        response: { 200: MessagesBody, ...refusals() },
      },
    },
    async (request) => {
      const { after, ...filter } = request.query
      const [before] = fromCursor(after, 1) ?? []
      const { items, next } = await readInbox(request.context, { ...filter, subjectId: filter.subjectId, before })
      return { items: items.map(toMessageBody), next }
    },
  )

  const marks: { path: string; mark: Mark; summary: string }[] = [
    { path: 'read', mark: 'read', summary: 'Mark a message as read' },
    { path: 'file', mark: 'filed', summary: 'Mark a message as filed in the record' },
  ]
  for (const { path, mark, summary } of marks) {
    app.post(
      `/messages/:messageId/${path}`,
      {
        config: { access: INBOX_ROLES },
        schema: {
          operationId: `${path}Message`,
          tags: ['Messages'],
          summary,
          params: MessageId,
          response: { 200: MessageBody, ...refusals('not-found') },
        },
      },
      (request, reply) =>
        answerOnce(
          request,
          reply,
          (context) => markMessage(context, { messageId: (request.params as { messageId: string }).messageId, mark }),
          { toBody: toMessageBody },
        ),
    )
  }

  app.post(
    '/messages/:messageId/acknowledge',
    {
      config: { access: INBOX_ROLES },
      schema: {
        operationId: 'acknowledgeMessage',
        tags: ['Messages'],
        summary: 'Say what will be done about a same-day message',
        params: MessageId,
        body: AcknowledgeBody,
        response: { 200: MessageBody, ...refusals('not-found', 'already-done', 'not-possible') },
      },
    },
    (request, reply) =>
      answerOnce(request, reply, (context) => acknowledgeMessage(context, { ...request.params, ...request.body }), {
        toBody: toMessageBody,
      }),
  )

  app.post(
    '/messages/:messageId/rung',
    {
      config: { access: SENDERS },
      schema: {
        operationId: 'recordRinging',
        tags: ['Messages'],
        summary: 'Write down that you rang the practice about a same-day message, and whom you spoke to',
        params: MessageId,
        body: RingingBody,
        response: { 200: MessageBody, ...refusals('not-found', 'already-done', 'not-possible') },
      },
    },
    (request, reply) =>
      answerOnce(request, reply, (context) => recordRinging(context, { ...request.params, ...request.body }), {
        toBody: toMessageBody,
      }),
  )

  app.get(
    '/messages/sent',
    {
      config: { access: SENDERS },
      schema: {
        operationId: 'listSentMessages',
        tags: ['Messages'],
        summary: 'What my organisation sent, the oldest first, and who read and acknowledged it',
        querystring: SentMessagesQuery,
        response: { 200: SentMessagesBody, ...refusals() },
      },
    },
    async (request) => {
      const { items, next } = await listSent(request.context, request.query)
      return { items: items.map(toSentMessageBody), next }
    },
  )
}
