import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { fromCursor } from '../../platform/http/paging.ts'
import { answerForm, type Faults, NO_FAULTS, NothingForm, type Typed } from '../../platform/web/forms.ts'
import { isLookedAt } from '../../platform/web/looked-at.ts'
import { toMessageBody } from './contract.ts'
import { AcknowledgeForm, FileManyForm } from './forms.ts'
import { acknowledgeMessage } from './use-cases/acknowledge-message.ts'
import { fileMessages } from './use-cases/file-messages.ts'
import { markMessage } from './use-cases/mark-message.ts'
import { readInbox } from './use-cases/read-inbox.ts'
import { toInboxPage, toMessageRow } from './view-models.ts'

const Filter = z.object({
  show: z.enum(['unfiled', 'all']).catch('unfiled'),
  after: z.string().max(200).optional().catch(undefined),
})
const OWED = { owed: true, before: undefined, unfiled: false, limit: 100 }
type Params = { Params: { messageId: string } }

/** An organisation's inbox: what asks for something first, a text for its own record, read and filed. */
export async function messagePages(app: FastifyInstance): Promise<void> {
  const config = { access: ['referrer', 'advisor', 'team-lead', 'provider'] } as const

  app.get('/inbox', { config }, async (request, reply) => {
    const { show: shown, after } = Filter.parse(request.query)
    const filter = { unread: false, unfiled: shown === 'unfiled', subjectId: undefined }
    const before = fromCursor(after, 1)?.[0]
    // What is owed stands on top of the first page however old it is.
    const owed = after === undefined ? await readInbox(request.context, { ...filter, ...OWED }) : { items: [] }
    const rest = await readInbox(request.context, { ...filter, before, owed: false, limit: 50 })
    const items = [...owed.items, ...rest.items].map(toMessageBody)
    return reply.page('features/messages/pages/inbox.njk', toInboxPage({ items, next: rest.next, shown }))
  })

  /** Looking at one marks it read: that somebody saw it is what the sender needs to know. */
  async function show(request: FastifyRequest<Params>, reply: FastifyReply, typed: Typed, faults: Faults) {
    const message = await markMessage(request.context, { ...request.params, mark: 'read' })
    const row = toMessageRow(toMessageBody(message))
    return reply.page('features/messages/pages/message.njk', {
      title: row.title,
      message: row,
      copyField: { copy: row.copy },
      typed,
      faults,
    })
  }

  app.get<Params>('/inbox/:messageId', { config }, async (request, reply) =>
    isLookedAt(request) ? show(request, reply, {}, NO_FAULTS) : reply.redirect('/inbox', 303),
  )

  app.post<Params>('/inbox/:messageId/file', { config }, (request, reply) =>
    answerForm(request, reply, {
      form: NothingForm,
      act: (context) => markMessage(context, { ...request.params, mark: 'filed' }),
      to: () => '/inbox',
      again: (typed, faults) => show(request, reply, typed, faults),
    }),
  )

  app.post<Params>('/inbox/:messageId/acknowledge', { config }, (request, reply) =>
    answerForm(request, reply, {
      form: AcknowledgeForm,
      act: (context, { whatWillBeDone }) => acknowledgeMessage(context, { ...request.params, whatWillBeDone }),
      to: () => `/inbox/${request.params.messageId}`,
      again: (typed, faults) => show(request, reply, typed, faults),
    }),
  )

  app.post('/inbox/file-all', { config }, (request, reply) =>
    answerForm(request, reply, {
      form: FileManyForm,
      act: (context, input) => fileMessages(context, input),
      to: () => '/inbox',
      again: async () => reply.redirect('/inbox', 303),
    }),
  )
}
