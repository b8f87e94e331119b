import type { FastifyInstance } from 'fastify'
import { cardPageRoutes } from './card-page-routes.ts'
import { groupActivityRoutes } from './group-activity-routes.ts'
import { groupRoutes } from './group-routes.ts'
import { groupSessionRoutes } from './group-session-routes.ts'
import { placeRoutes } from './place-routes.ts'
import { publicDirectoryRoutes } from './public-directory-routes.ts'
import { registerRoutes } from './register-routes.ts'
import { serviceRoutes } from './service-routes.ts'
import { waitingPageRoutes } from './waiting-page-routes.ts'

/** The service's pages about places, and a group's own: what is offered to it, who comes, who came, what it says of itself. */
export async function placementPages(app: FastifyInstance): Promise<void> {
  await serviceRoutes(app)
  await waitingPageRoutes(app)
  await placeRoutes(app)
  await cardPageRoutes(app)
  await groupRoutes(app)
  await registerRoutes(app)
  await groupActivityRoutes(app)
  await publicDirectoryRoutes(app)
  await groupSessionRoutes(app)
}
