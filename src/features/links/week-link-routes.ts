import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { todayInEngland } from '../../platform/clock.ts'
import { answerForm, type Faults, NO_FAULTS, NothingForm } from '../../platform/web/forms.ts'
import { sayLongDay } from '../../platform/web/words.ts'
import type { LINK_ENDS } from './kinds.ts'
import { revokeWeekLink, sendWeekLink } from './use-cases/change-week-link.ts'
import { readWeekLink } from './use-cases/read-week-link.ts'

const config = { access: ['advisor', 'team-lead'] } as const
type OfActivity = { Params: { activityId: string } }

const DONE: Record<string, string> = {
  sent: 'The link is on its way. The one before it opens nothing any more.',
  revoked: 'The link opens nothing any more, and none goes out by itself before you send one.',
}
const ENDED: Record<(typeof LINK_ENDS)[number], string> = {
  replaced: 'It was replaced.',
  revoked: 'It was ended here. None goes out by itself before you send one.',
  'wrong-digits': 'It is closed: wrong digits were tried five times. Ring the group before you send another.',
}

/** How the service looks after the link of a group's week: sends one now, or ends it when a telephone is lost. */
export async function weekLinkRoutes(app: FastifyInstance): Promise<void> {
  async function show(request: FastifyRequest<OfActivity>, reply: FastifyReply, faults: Faults) {
    const { context, params } = request
    const { activity, link } = await readWeekLink(context, params)
    const { done } = request.query as { done?: string }
    return reply.page('features/links/pages/week-link.njk', {
      title: 'The link of the week',
      back: { href: `/directory/${activity.id}`, text: activity.name },
      activity: `${activity.name}, ${activity.providerName}`,
      done: DONE[done ?? ''],
      state:
        link === undefined
          ? 'No link was sent yet.'
          : `The last link was sent on ${sayLongDay(todayInEngland(link.madeAt))}. ${link.endedBecause === null ? '' : ENDED[link.endedBecause]}`,
      isOpen: link !== undefined && link.endedAt === null && link.expiresAt > context.now(),
      action: `/directory/${activity.id}/week-link`,
      faults,
    })
  }
  app.get<OfActivity>('/directory/:activityId/week-link', { config }, (request, reply) =>
    show(request, reply, NO_FAULTS),
  )
  app.post<OfActivity>('/directory/:activityId/week-link', { config }, (request, reply) =>
    answerForm(request, reply, {
      form: NothingForm,
      act: (context) => sendWeekLink(context, request.params),
      to: () => `/directory/${request.params.activityId}/week-link?done=sent`,
      again: (_typed, faults) => show(request, reply, faults),
    }),
  )
  app.post<OfActivity>('/directory/:activityId/week-link/revoke', { config }, (request, reply) =>
    answerForm(request, reply, {
      form: NothingForm,
      act: (context) => revokeWeekLink(context, request.params),
      to: () => `/directory/${request.params.activityId}/week-link?done=revoked`,
      again: (_typed, faults) => show(request, reply, faults),
    }),
  )
}
