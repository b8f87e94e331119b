import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { Refusal } from '../../platform/problems.ts'
import { answerForm, type Faults, NO_FAULTS, type Typed } from '../../platform/web/forms.ts'
import { readActivity } from '../activities/public.ts'
import { getScheme } from '../schemes/public.ts'
import { toPlacementItem } from './contract.ts'
import { registerForm } from './group-forms.ts'
import { toRegisterPage } from './group-words.ts'
import { listPlacements } from './use-cases/list-placements.ts'
import { recordSession } from './use-cases/record-session.ts'

const config = { access: ['provider'] } as const
type OfActivity = { Params: { activityId: string } }

/** A whole session on one page: who came and who did not, written together. */
export async function registerRoutes(app: FastifyInstance): Promise<void> {
  async function show(request: FastifyRequest<OfActivity>, reply: FastifyReply, typed: Typed, faults: Faults) {
    const { context, params } = request
    const activity = await readActivity(context, params)
    if (activity.providerId !== context.actor.organisationId) throw new Refusal('not-found')
    const [accepted, started, scheme] = await Promise.all([
      listPlacements(context, { ...params, status: 'accepted', limit: 100 }),
      listPlacements(context, { ...params, status: 'started', limit: 100 }),
      getScheme(context),
    ])
    const reader = { actor: context.actor, scheme, today: context.today(), level: 'everything' as const }
    const page = toRegisterPage({
      activity,
      items: [...started.items, ...accepted.items].map((view) => toPlacementItem(view, reader)),
      today: context.today(),
      typed,
      done: (request.query as { done?: string }).done,
    })
    return reply.page('features/placements/pages/register.njk', { ...page, faults })
  }
  const path = '/group/activities/:activityId/register'
  app.get<OfActivity>(path, { config }, (request, reply) => show(request, reply, {}, NO_FAULTS))
  app.post<OfActivity>(path, { config }, (request, reply) =>
    answerForm(request, reply, {
      form: registerForm(request.context.today()),
      act: (context, session) => recordSession(context, { ...request.params, ...session }),
      to: () => `/group/activities/${request.params.activityId}/register?done=yes`,
      again: (typed, faults) => show(request, reply, typed, faults),
    }),
  )
}
