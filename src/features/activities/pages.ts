import type { FastifyInstance } from 'fastify'
import { directoryRoutes } from './directory-routes.ts'
import { keepingPageRoutes } from './keeping-page-routes.ts'

export async function activityPages(app: FastifyInstance): Promise<void> {
  await app.register(directoryRoutes)
  await app.register(keepingPageRoutes)
}
