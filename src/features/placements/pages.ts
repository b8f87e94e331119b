import type { FastifyInstance } from 'fastify'
import { serviceRoutes } from './service-routes.ts'

/** The service's pages about places. */
export async function placementPages(app: FastifyInstance): Promise<void> {
  await serviceRoutes(app)
}
