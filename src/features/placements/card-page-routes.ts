import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { Refusal } from '../../platform/problems.ts'
import { answerForm, type Faults, NO_FAULTS, type Typed } from '../../platform/web/forms.ts'
import { readReferral, toReferralBody } from '../referrals/public.ts'
import { cardForm } from './card-forms.ts'
import { firstTypedOfCard, toCardLines, toCardPage } from './card-words.ts'
import { isLive } from './lifecycle.ts'
import { sayWhose } from './service-words.ts'
import { readCard } from './use-cases/read-card.ts'
import { readPlacement } from './use-cases/read-placement.ts'
import { writeCard } from './use-cases/write-card.ts'

const config = { access: ['advisor', 'team-lead'] } as const
type Place = { Params: { placementId: string } }

/** What the group must know of somebody, line by line as the person agrees: the service writes it, the group reads it. */
export async function cardPageRoutes(app: FastifyInstance): Promise<void> {
  async function show(request: FastifyRequest<Place>, reply: FastifyReply, typed: Typed, faults: Faults) {
    const { context, params } = request
    const placement = await readPlacement(context, params)
    const referral = await readReferral(context, { referralId: placement.referralId })
    const card = await readCardOrNone(request)
    const lines = card?.lines ?? []
    return reply.page('features/placements/pages/card.njk', {
      ...toCardPage(lines),
      title: 'What the group must know',
      back: { href: `/places/${params.placementId}`, text: `${placement.activityName}, ${placement.providerName}` },
      person: sayWhose(toReferralBody(referral, context.actor, context.today())),
      action: `/places/${params.placementId}/card`,
      version: card?.version ?? 0,
      isLive: isLive(placement.status),
      typed: faults.list.length > 0 ? typed : firstTypedOfCard(lines),
      faults,
    })
  }
  app.get<Place>('/places/:placementId/card', { config }, (request, reply) => show(request, reply, {}, NO_FAULTS))
  app.post<Place>('/places/:placementId/card', { config }, async (request, reply) => {
    const { params } = request
    // Of a placement that is nobody's to see, or none.
    await readPlacement(request.context, params)
    const before = (await readCardOrNone(request))?.lines ?? []
    return answerForm(request, reply, {
      form: cardForm(before),
      act: (context, { replaces, how, lines }) =>
        writeCard(context, { ...params, replaces, lines: toCardLines(lines, { before, how, today: context.today() }) }),
      to: () => `/places/${params.placementId}?done=card`,
      again: (typed, faults) => show(request, reply, typed, faults),
      fieldOf: () => undefined,
    })
  })
}

/** A card that nobody has written is no fault. */
export async function readCardOrNone({ context, params }: FastifyRequest<Place>) {
  try {
    return await readCard(context, params)
  } catch (error) {
    if (error instanceof Refusal && error.problem === 'not-found') return undefined
    throw error
  }
}
