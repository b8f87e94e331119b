import type { FastifyInstance } from 'fastify'
import { NEVER_OVER } from '../../platform/light-links.ts'
import { Refusal } from '../../platform/problems.ts'
import { writeCalendar } from './calendar-text.ts'
import { readFeed } from './use-cases/read-feed.ts'

const ENDING = '.ics'

/** Read by calendars, which hold no session: the address is the secret, and it is revoked on a page. */
export async function calendarRoutes(app: FastifyInstance): Promise<void> {
  app.get<{ Params: { file: string } }>(
    '/calendar/:file',
    { config: { access: 'public' }, schema: { hide: true } },
    async (request, reply) => {
      const { file } = request.params
      const token = file.endsWith(ENDING) ? file.slice(0, -ENDING.length) : ''
      const made = app.links.read('calendar', token, NEVER_OVER)
      if (made === undefined) throw new Refusal('not-found')
      const system = await app.systemContext(made.schemeId)
      const feed = made.expiresAt <= system.now() ? undefined : await readFeed(system, { feedId: made.id })
      if (feed === undefined) throw new Refusal('not-found')
      reply.type('text/calendar; charset=utf-8')
      reply.header('cache-control', 'private, no-store')
      return reply.send(writeCalendar(feed.entries, feed))
    },
  )
}
