import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { Refusal } from '../../platform/problems.ts'
import { answerForm, type Faults, NO_FAULTS, type Typed } from '../../platform/web/forms.ts'
import { getScheme } from '../schemes/public.ts'
import { OfferForm } from './forms.ts'
import { POSTED, ringOf, showLight } from './light-page.ts'
import { toOfferPage } from './offer-words.ts'
import { answerOffer } from './use-cases/answer-offer.ts'
import { checkDigits } from './use-cases/check-digits.ts'
import { openGroupLink } from './use-cases/open-group-link.ts'
import { readLinkedOffer } from './use-cases/read-linked-offer.ts'
import { DONE } from './week-words.ts'

type OfLink = { Params: { token: string } }
const config = { access: 'public' } as const

/** A group's answer to one offer. */
export async function offerRoutes(app: FastifyInstance): Promise<void> {
  async function open(request: FastifyRequest<OfLink>) {
    const { token } = request.params
    const opened = await openGroupLink(app.links, app.systemContext, { purpose: 'offer', token })
    if (opened.is !== 'open' || opened.found.link.placementId === null) throw new Refusal('link-over')
    return { ...opened, placementId: opened.found.link.placementId }
  }
  async function show(request: FastifyRequest<OfLink>, reply: FastifyReply, typed: Typed, faults: Faults) {
    const { context, placementId } = await open(request)
    const offer = await readLinkedOffer(context, { placementId })
    const { lists } = await getScheme(context)
    const { done } = request.query as { done?: string }
    return showLight(reply, 'offer', {
      ...toOfferPage(offer),
      action: `/links/offer/${request.params.token}`,
      reasons: lists['offer-decline-reason']
        .filter(({ retiredOn }) => retiredOn === null)
        .map(({ code, label }) => ({ value: code, text: label })),
      done: done === undefined ? undefined : DONE[done],
      typed,
      faults,
      ring: await ringOf(context),
    })
  }
  app.get<OfLink>('/links/offer/:token', { config }, (request, reply) => show(request, reply, {}, NO_FAULTS))
  app.post<OfLink>('/links/offer/:token', { config: POSTED }, async (request, reply) => {
    const { context, found, placementId } = await open(request)
    request.context = context
    return answerForm(request, reply, {
      form: OfferForm,
      act: async (once, { answer, reason, digits }) => {
        await checkDigits(context, found, { digits })
        return answerOffer(
          once,
          answer === 'yes' ? { placementId, answer } : { placementId, answer, reason: reason ?? '' },
        )
      },
      to: (outcome) => `/links/offer/${request.params.token}?done=${outcome}`,
      again: (typed, faults) => show(request, reply, typed, faults),
    })
  })
}
