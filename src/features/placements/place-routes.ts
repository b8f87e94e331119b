import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { answerForm, type Faults, NO_FAULTS, type Typed } from '../../platform/web/forms.ts'
import { readReferral, toReferralBody } from '../referrals/public.ts'
import { getScheme } from '../schemes/public.ts'
import { toPlacementBody } from './contract.ts'
import { AnswerForm } from './service-forms.ts'
import { sayWhose, toServicePlacePage } from './service-words.ts'
import { answerGroupQuestion } from './use-cases/answer-group-question.ts'
import { readPlacement } from './use-cases/read-placement.ts'

const config = { access: ['advisor', 'team-lead'] } as const
const DONE: Readonly<Record<string, string>> = {
  answer: 'The group reads your answer on its page.',
  card: 'The card is kept. The group reads the lines that the person agrees to, while it may know who comes.',
}
type Place = { Params: { placementId: string } }
type Question = { Params: { placementId: string; questionId: string } }

/** One place as the service has it: what happened to it, what the group asked, and the answer. */
export async function placeRoutes(app: FastifyInstance): Promise<void> {
  async function show(request: FastifyRequest<Place>, reply: FastifyReply, typed: Typed, faults: Faults) {
    const { context, params } = request
    const record = await readPlacement(context, params)
    const referral = await readReferral(context, { referralId: record.referralId })
    const today = context.today()
    const scheme = await getScheme(context)
    const reader = { actor: context.actor, scheme, today, level: 'everything' as const }
    const { done } = request.query as { done?: string }
    return reply.page('features/placements/pages/service-place.njk', {
      ...toServicePlacePage(toPlacementBody(record, reader), { today, scheme }),
      person: sayWhose(toReferralBody(referral, context.actor, today)),
      done: done === undefined ? undefined : DONE[done],
      typed,
      faults,
    })
  }
  app.get<Place>('/places/:placementId', { config }, (request, reply) => show(request, reply, {}, NO_FAULTS))
  app.post<Question>('/places/:placementId/questions/:questionId', { config }, (request, reply) =>
    answerForm(request, reply, {
      form: AnswerForm,
      act: (context, answer) => answerGroupQuestion(context, { ...answer, ...request.params }),
      to: () => `/places/${request.params.placementId}?done=answer`,
      again: (typed, faults) => show(request, reply, typed, faults),
    }),
  )
}
