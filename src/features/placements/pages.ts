import type { FastifyInstance } from 'fastify'
import { groupActivityRoutes } from './group-activity-routes.ts'
import { groupRoutes } from './group-routes.ts'
import { registerRoutes } from './register-routes.ts'

/** A group's own pages: what is offered to it, who comes, who came, and what it says of its activities. */
export async function placementPages(app: FastifyInstance): Promise<void> {
  await groupRoutes(app)
  await registerRoutes(app)
  await groupActivityRoutes(app)
}
