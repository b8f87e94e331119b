import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { Refusal } from '../../platform/problems.ts'
import { answerForm, type Faults, NO_FAULTS, type Typed } from '../../platform/web/forms.ts'
import {
  ACCESS_FEATURES,
  addActivity,
  amendActivity,
  listActivities,
  readActivity,
  toActivityBody,
} from '../activities/public.ts'
import { getScheme } from '../schemes/public.ts'
import { firstTyped, LOCATIONS, toActivityRow } from './activity-words.ts'
import { ActivityChangeForm, ActivityForm } from './group-forms.ts'

const config = { access: ['provider'] } as const
type OfActivity = { Params: { activityId: string } }

/** What a group says of its own activities, as those who look for one read it. */
export async function groupActivityRoutes(app: FastifyInstance): Promise<void> {
  app.get('/group/activities', { config }, async (request, reply) => {
    const { context } = request
    const scheme = await getScheme(context)
    const { after } = request.query as { after?: string }
    const own = { providerId: context.actor.organisationId, withHidden: true, limit: 50, after }
    const { items, next } = await listActivities(context, own)
    return reply.page('features/placements/pages/activities.njk', {
      title: 'Your activities',
      rows: items.map((activity) => toActivityRow(toActivityBody(activity, scheme))),
      more: next === null ? undefined : `/group/activities?after=${encodeURIComponent(next)}`,
    })
  })

  async function choices({ context }: FastifyRequest) {
    const { lists } = await getScheme(context)
    return {
      categories: [
        { value: '', text: '' },
        ...lists['activity-category']
          .filter(({ retiredOn }) => retiredOn === null)
          .map(({ code, label }) => ({ value: code, text: label })),
      ],
      locations: LOCATIONS,
      features: Object.entries(ACCESS_FEATURES).map(([value, text]) => ({ value, text })),
    }
  }

  const showNew = async (request: FastifyRequest, reply: FastifyReply, typed: Typed, faults: Faults) =>
    reply.page('features/placements/pages/activity.njk', {
      title: 'Add an activity',
      back: { href: '/group/activities', text: 'Your activities' },
      action: '/group/activities/new',
      choices: await choices(request),
      typed,
      faults,
    })
  app.get('/group/activities/new', { config }, (request, reply) => showNew(request, reply, {}, NO_FAULTS))
  app.post('/group/activities/new', { config }, (request, reply) =>
    answerForm(request, reply, {
      form: ActivityForm,
      act: addActivity,
      to: () => '/group/activities',
      again: (typed, faults) => showNew(request, reply, typed, faults),
    }),
  )

  async function show(request: FastifyRequest<OfActivity>, reply: FastifyReply, typed: Typed, faults: Faults) {
    const { context, params } = request
    const activity = await readActivity(context, params)
    if (activity.providerId !== context.actor.organisationId) throw new Refusal('not-found')
    return reply.page('features/placements/pages/activity.njk', {
      title: activity.name,
      back: { href: '/group/activities', text: 'Your activities' },
      action: `/group/activities/${activity.id}`,
      choices: await choices(request),
      version: activity.version,
      isChange: true,
      typed: faults.list.length > 0 ? typed : firstTyped(toActivityBody(activity, await getScheme(context))),
      faults,
    })
  }
  app.get<OfActivity>('/group/activities/:activityId', { config }, (request, reply) =>
    show(request, reply, {}, NO_FAULTS),
  )
  app.post<OfActivity>('/group/activities/:activityId', { config }, (request, reply) =>
    answerForm(request, reply, {
      form: ActivityChangeForm,
      act: (context, { version, isClosed, closedBecause, ...said }) =>
        amendActivity(context, {
          ...request.params,
          version,
          patch: {
            ...said,
            whoFor: said.whoFor ?? null,
            postcode: said.postcode ?? null,
            status: isClosed === 'yes' ? 'closed' : 'open',
            ...(isClosed === 'yes' ? { closedBecause } : {}),
          },
        }),
      to: () => '/group/activities',
      again: (typed, faults) => show(request, reply, typed, faults),
    }),
  )
}
