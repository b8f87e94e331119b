import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { answerForm, type Faults, NO_FAULTS, NothingForm } from '../../platform/web/forms.ts'
import { calendarRoutes } from './calendar-routes.ts'
import { CALENDAR_DAYS } from './kinds.ts'
import { linkRoutes } from './link-routes.ts'
import { makeOwnFeed, readOwnFeed, revokeOwnFeed } from './use-cases/change-own-feed.ts'
import { weekLinkRoutes } from './week-link-routes.ts'

const config = { access: ['advisor', 'team-lead', 'provider'] } as const
const PATH = '/account/calendar'
const DAY_MS = 86_400_000

/** The link of a group's week, for the service; and the secret address of one's own calendar, made, shown and revoked by oneself. */
export async function linkPages(app: FastifyInstance): Promise<void> {
  await weekLinkRoutes(app)

  async function show(request: FastifyRequest, reply: FastifyReply, faults: Faults) {
    const { context } = request
    const feed = await readOwnFeed(context)
    const { done } = request.query as { done?: string }
    const token =
      feed === undefined
        ? undefined
        : app.links.make({
            purpose: 'calendar',
            schemeId: context.schemeId,
            id: feed.id,
            expiresAt: new Date(feed.createdAt.getTime() + CALENDAR_DAYS * DAY_MS),
          })
    return reply.page('features/links/pages/calendar.njk', {
      title: 'Your calendar',
      back: { href: '/account', text: 'Your account' },
      address: token === undefined ? undefined : `${app.publicUrl}/calendar/${token}.ics`,
      isGroup: context.actor.role === 'provider',
      faults,
      done:
        done === 'made'
          ? 'The address is new. The one before it shows nothing any more.'
          : done && 'The address shows nothing any more.',
    })
  }
  app.get(PATH, { config }, (request, reply) => show(request, reply, NO_FAULTS))
  app.post(PATH, { config }, (request, reply) =>
    answerForm(request, reply, {
      form: NothingForm,
      act: makeOwnFeed,
      to: () => `${PATH}?done=made`,
      again: (_typed, faults) => show(request, reply, faults),
    }),
  )
  app.post(`${PATH}/revoke`, { config }, (request, reply) =>
    answerForm(request, reply, {
      form: NothingForm,
      act: revokeOwnFeed,
      to: () => `${PATH}?done=revoked`,
      again: (_typed, faults) => show(request, reply, faults),
    }),
  )
}

/** What stands beside the pages of those who sign in: a link or a secret address is all that its reader has. */
export async function pagesByLink(app: FastifyInstance): Promise<void> {
  await app.register(linkRoutes)
  await app.register(calendarRoutes)
}
