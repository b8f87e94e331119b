import type { FastifyInstance } from 'fastify'
import { aroundRoutes } from './around-routes.ts'
import { dayRoutes } from './day-routes.ts'
import { findRoutes } from './find-routes.ts'
import { handOverRoutes } from './hand-over-routes.ts'
import { inboxLetterRoutes } from './inbox-letter-routes.ts'
import { firstPageOf } from './navigation.ts'
import { personRoutes } from './person-routes.ts'
import { referralRoutes } from './referral-routes.ts'
import { shownRoutes } from './shown-routes.ts'
import { teamRoutes } from './team-routes.ts'
import { unallocatedRoutes } from './unallocated-routes.ts'
import { visitRoutes } from './visit-routes.ts'

/** The first page of each role, and what everybody may read. */
export async function workspacePages(app: FastifyInstance): Promise<void> {
  await dayRoutes(app)
  await referralRoutes(app)
  await visitRoutes(app)
  await inboxLetterRoutes(app)
  await personRoutes(app)
  await aroundRoutes(app)
  await findRoutes(app)
  await shownRoutes(app)
  await teamRoutes(app)
  await unallocatedRoutes(app)
  await handOverRoutes(app)
  app.get('/', { config: { access: 'signed-in' } }, async (request, reply) =>
    reply.redirect(firstPageOf(request.context.actor.role), 303),
  )
  app.get('/help', { config: { access: 'public' } }, (_request, reply) =>
    reply.page('features/workspaces/pages/help.njk', { title: 'Help' }),
  )
  app.get('/privacy', { config: { access: 'public' } }, (_request, reply) =>
    reply.page('features/workspaces/pages/privacy.njk', { title: 'Privacy' }),
  )
  app.get('/accessibility', { config: { access: 'public' } }, (_request, reply) =>
    reply.page('features/workspaces/pages/accessibility.njk', { title: 'Accessibility statement' }),
  )
}
