import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { answerForm, type Faults, NO_FAULTS, NothingForm } from '../../platform/web/forms.ts'
import { listDeadMailboxes, listOutgoing, reviveMailbox, sendAgain, toOutgoingBody } from '../messages/public.ts'
import { toOutboxPage } from './outbox-words.ts'

const config = { access: ['administrator', 'team-lead'] } as const

/** What left the building and what became of it: neither the words nor to whom they went. */
export async function outboxRoutes(app: FastifyInstance): Promise<void> {
  async function show({ context, query }: FastifyRequest, reply: FastifyReply, faults: Faults) {
    const { show: shown, after } = query as { show?: string; after?: string }
    const failed = shown === 'failed'
    const [{ items, next }, mailboxes] = await Promise.all([
      listOutgoing(context, { failed, limit: 50, after: typeof after === 'string' ? after : undefined }),
      listDeadMailboxes(context),
    ])
    const page = toOutboxPage({
      items: items.map(toOutgoingBody),
      mailboxes,
      failed,
      next,
      mayCorrect: context.actor.role === 'administrator',
    })
    return reply.page('features/setup/pages/outbox.njk', { ...page, faults })
  }
  app.get('/outbox', { config }, (request, reply) => show(request, reply, NO_FAULTS))
  app.post<{ Params: { outgoingId: string } }>('/outbox/:outgoingId/again', { config }, (request, reply) =>
    answerForm(request, reply, {
      form: NothingForm,
      act: (context) => sendAgain(context, request.params),
      to: () => '/outbox',
      again: (_typed, faults) => show(request, reply, faults),
    }),
  )
  app.post<{ Params: { organisationId: string } }>(
    '/outbox/mailboxes/:organisationId/works',
    { config },
    (request, reply) =>
      answerForm(request, reply, {
        form: NothingForm,
        act: (context) => reviveMailbox(context, request.params),
        to: () => '/outbox',
        again: (_typed, faults) => show(request, reply, faults),
      }),
  )
}
