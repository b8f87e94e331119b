import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { answerForm, type Faults, NO_FAULTS, type Typed } from '../../platform/web/forms.ts'
import { readActivity } from '../activities/public.ts'
import { readReferral, sayPerson, toReferralBody } from '../referrals/public.ts'
import { SpotDecisionForm, SpotForm } from './forms.ts'
import { toSpotPurchaseBody } from './spot-contract.ts'
import { askSpotPurchase } from './use-cases/ask-spot-purchase.ts'
import { decideSpotPurchase } from './use-cases/decide-spot-purchase.ts'
import { listSpotPurchases } from './use-cases/list-spot-purchases.ts'
import { readSpotPurchase } from './use-cases/read-spot-purchase.ts'
import { SPOT_CHOICES, toSpotRow } from './view-models.ts'

const SERVICE = { access: ['advisor', 'team-lead'] } as const
type OfActivity = { Params: { referralId: string; activityId: string } }
type OfPurchase = { Params: { spotPurchaseId: string } }
const SHOWN = 50

/** One place for one person, where whoever is paid anyway cannot. */
export async function spotPageRoutes(app: FastifyInstance): Promise<void> {
  app.get('/spot-purchases', { config: SERVICE }, async ({ context, query }, reply) => {
    const { done, after } = query as { done?: unknown; after?: unknown }
    const { items, next } = await listSpotPurchases(context, {
      limit: SHOWN,
      after: typeof after === 'string' ? after : undefined,
    })
    const mayDecide = context.actor.role === 'team-lead'
    return reply.page('features/funding/pages/spot-purchases.njk', {
      title: 'Places bought one by one',
      done: done === 'asked' ? 'It is written down.' : done === 'decided' ? 'Your answer is written down.' : undefined,
      rows: items.map((purchase) => toSpotRow(toSpotPurchaseBody(purchase), { mayDecide })),
      more: next === null ? undefined : `/spot-purchases?after=${encodeURIComponent(next)}`,
    })
  })

  async function show(request: FastifyRequest<OfPurchase>, reply: FastifyReply, typed: Typed, faults: Faults) {
    const { context, params } = request
    const purchase = toSpotPurchaseBody(await readSpotPurchase(context, params))
    return reply.page('features/funding/pages/spot-purchase.njk', {
      title: 'A place bought alone',
      back: { href: '/spot-purchases', text: 'Places bought one by one' },
      row: toSpotRow(purchase, { mayDecide: context.actor.role === 'team-lead' }),
      choices: SPOT_CHOICES,
      typed,
      faults,
    })
  }
  app.get<OfPurchase>('/spot-purchases/:spotPurchaseId', { config: SERVICE }, (request, reply) =>
    show(request, reply, {}, NO_FAULTS),
  )
  app.post<OfPurchase>('/spot-purchases/:spotPurchaseId', { config: { access: ['team-lead'] } }, (request, reply) =>
    answerForm(request, reply, {
      form: SpotDecisionForm,
      act: (context, { decision, reason = '' }) =>
        decideSpotPurchase(context, {
          ...request.params,
          ...(decision === 'refused' ? { decision, reason } : { decision }),
        }),
      to: () => '/spot-purchases?done=decided',
      again: (typed, faults) => show(request, reply, typed, faults),
    }),
  )

  async function showAsk(request: FastifyRequest<OfActivity>, reply: FastifyReply, typed: Typed, faults: Faults) {
    const { context, params } = request
    const { person } = toReferralBody(await readReferral(context, params), context.actor, context.today())
    const { name, providerName } = await readActivity(context, params)
    return reply.page('features/funding/pages/buy-place.njk', {
      title: 'Buy a place for one person',
      back: { href: `/referrals/${params.referralId}/placements`, text: 'Groups and activities' },
      person: sayPerson(person),
      activity: `${name}, ${providerName}`,
      action: `/referrals/${params.referralId}/spot/${params.activityId}`,
      typed,
      faults,
    })
  }
  app.get<OfActivity>('/referrals/:referralId/spot/:activityId', { config: SERVICE }, (request, reply) =>
    showAsk(request, reply, {}, NO_FAULTS),
  )
  app.post<OfActivity>('/referrals/:referralId/spot/:activityId', { config: SERVICE }, (request, reply) =>
    answerForm(request, reply, {
      form: SpotForm,
      act: (context, asked) => askSpotPurchase(context, { ...request.params, ...asked }),
      to: () => '/spot-purchases?done=asked',
      again: (typed, faults) => showAsk(request, reply, typed, faults),
    }),
  )
}
