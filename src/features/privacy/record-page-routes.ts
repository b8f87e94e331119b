import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { Refusal } from '../../platform/problems.ts'
import { answerForm, type Faults, NO_FAULTS, type Typed } from '../../platform/web/forms.ts'
import { listColleagues } from '../accounts/public.ts'
import { readTold } from '../withdrawals/public.ts'
import { CloseForm, OpenForm, ReviewForm } from './forms.ts'
import { closeRecord, openRecord, readClosing } from './use-cases/close-record.ts'
import { listOpenings } from './use-cases/list-openings.ts'
import { reviewOpening } from './use-cases/review-opening.ts'
import { OUTCOME_ITEMS, toOpeningRow, toRecordPage } from './view-models.ts'

const config = { access: ['privacy-officer'] } as const
type OfPerson = { Params: { personId: string } }
type Of = { Params: { openingId: string } }

/** One record as the officer has to do with it: from whom it is closed, who was told, who opened it; never what is in it. */
export async function recordPageRoutes(app: FastifyInstance): Promise<void> {
  async function show(request: FastifyRequest<OfPerson>, reply: FastifyReply, typed: Typed, faults: Faults) {
    const { context, params, query } = request
    const closing = await readClosing(context, params)
    const [told, { items }] = await Promise.all([
      readTold(context, params),
      listColleagues(context, { limit: 100, role: undefined, after: undefined }),
    ])
    const page = toRecordPage({
      ...params,
      closing,
      told,
      colleagues: items,
      done: (query as { done?: string }).done,
    })
    return reply.page('features/privacy/pages/record.njk', { ...page, typed: { ...page.typed, ...typed }, faults })
  }
  app.get<OfPerson>('/looks/records/:personId', { config }, (request, reply) => show(request, reply, {}, NO_FAULTS))
  app.post<OfPerson>('/looks/records/:personId/close', { config }, (request, reply) =>
    answerForm(request, reply, {
      form: CloseForm,
      act: (context, closing) => closeRecord(context, { ...request.params, ...closing, version: closing.version }),
      to: () => `/looks/records/${request.params.personId}?done=closed`,
      again: (typed, faults) => show(request, reply, typed, faults),
    }),
  )
  app.post<OfPerson>('/looks/records/:personId/open', { config }, (request, reply) =>
    answerForm(request, reply, {
      form: OpenForm,
      act: (context, { version }) => openRecord(context, { ...request.params, version }),
      to: () => `/looks/records/${request.params.personId}?done=opened`,
      again: (typed, faults) => show(request, reply, typed, faults),
    }),
  )

  async function showReview(request: FastifyRequest<Of>, reply: FastifyReply, typed: Typed, faults: Faults) {
    const opening = await findOpening(request)
    return reply.page('features/privacy/pages/review.njk', {
      title: 'Review of an opened record',
      back: { href: '/looks', text: 'Who looked at what' },
      opening: toOpeningRow(opening, false),
      action: `/looks/openings/${opening.id}`,
      outcomes: OUTCOME_ITEMS,
      typed,
      faults,
    })
  }
  app.get<Of>('/looks/openings/:openingId', { config }, (request, reply) => showReview(request, reply, {}, NO_FAULTS))
  app.post<Of>('/looks/openings/:openingId', { config }, (request, reply) =>
    answerForm(request, reply, {
      form: ReviewForm,
      act: (context, review) => reviewOpening(context, { ...request.params, ...review }),
      to: () => `/looks/openings/${request.params.openingId}`,
      again: (typed, faults) => showReview(request, reply, typed, faults),
    }),
  )
}

/** Among those that wait first, which are few; then among those that were reviewed. */
async function findOpening({ context, params }: FastifyRequest<Of>) {
  for (const state of ['to-review', 'reviewed'] as const) {
    let after: string | undefined
    for (;;) {
      const { items, next } = await listOpenings(context, { state, limit: 100, after })
      const opening = items.find(({ id }) => id === params.openingId)
      if (opening !== undefined) return opening
      if (next === null) break
      after = next
    }
  }
  throw new Refusal('not-found')
}
