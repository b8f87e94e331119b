import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { answerOnce } from '../../platform/http/once.ts'
import { fromCursor } from '../../platform/http/paging.ts'
import { refusals } from '../../platform/http/problem-answers.ts'
import { MessageBody, MessageId, MessagesBody, MessagesQuery, toMessageBody } from './contract.ts'
import type { Mark } from './store.ts'
import { markMessage } from './use-cases/mark-message.ts'
import { readInbox } from './use-cases/read-inbox.ts'

const INBOX_ROLES = ['referrer', 'advisor', 'team-lead', 'provider'] as const

export const messageApi: FastifyPluginAsyncZod = async (app) => {
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
}
