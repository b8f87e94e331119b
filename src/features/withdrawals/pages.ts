import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Day } from '../../platform/clock.ts'
import { answerForm, type Faults, NO_FAULTS, type Typed } from '../../platform/web/forms.ts'
import { typedDay } from '../../platform/web/typed-day.ts'
import { sayShortDay } from '../../platform/web/words.ts'
import { toListedRequest } from './contract.ts'
import { DESTRUCTION_ANSWERS } from './kinds.ts'
import { answerDestructionRequest } from './use-cases/answer-destruction-request.ts'
import { listDestructionRequests, readOpenRequest } from './use-cases/list-destruction-requests.ts'
import { toAnswerPage, toRequestsPage } from './view-models.ts'

type OfRequest = { Params: { requestId: string } }

const answerOf = (today: Day) =>
  z.object({
    answer: z.enum(DESTRUCTION_ANSWERS, { error: 'Select what they said' }),
    on: typedDay(today, 'Enter the day they answered, like 31 3 2026'),
    note: z.string().trim().max(1_000, 'Shorten this to 1,000 characters').optional(),
  })

const Shown = z.object({
  show: z.enum(['open', 'answered']).catch('open'),
  after: z.string().optional().catch(undefined),
  done: z.literal('answered').optional().catch(undefined),
})

/** Who was asked to destroy what they hold of a person who took their word back, and what they say. */
export async function withdrawalPages(app: FastifyInstance): Promise<void> {
  const readers = { access: ['advisor', 'team-lead', 'privacy-officer'] } as const
  const service = { access: ['advisor', 'team-lead'] } as const

  app.get('/destruction-requests', { config: readers }, async ({ context, query }, reply) => {
    const { show: state, after, done } = Shown.parse(query)
    const { items, next } = await listDestructionRequests(context, { state, after, limit: 25 })
    const canAnswer = context.actor.role !== 'privacy-officer'
    return reply.page(
      'features/withdrawals/pages/requests.njk',
      toRequestsPage({ items: items.map(toListedRequest), next, state, done, canAnswer }),
    )
  })

  async function showAnswer(request: FastifyRequest<OfRequest>, reply: FastifyReply, typed: Typed, faults: Faults) {
    const { context, params } = request
    const asked = toListedRequest(await readOpenRequest(context, params))
    return reply.page('features/withdrawals/pages/answer.njk', {
      ...toAnswerPage(asked),
      typed: { on: sayShortDay(context.today()), ...typed },
      faults,
    })
  }
  app.get<OfRequest>('/destruction-requests/:requestId', { config: service }, (request, reply) =>
    showAnswer(request, reply, {}, NO_FAULTS),
  )
  app.post<OfRequest>('/destruction-requests/:requestId', { config: service }, (request, reply) =>
    answerForm(request, reply, {
      form: answerOf(request.context.today()),
      act: (context, answer) => answerDestructionRequest(context, { ...request.params, ...answer }),
      to: () => '/destruction-requests?done=answered',
      again: (typed, faults) => showAnswer(request, reply, typed, faults),
    }),
  )
}
