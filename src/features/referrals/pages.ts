import type { FastifyInstance } from 'fastify'
import { begunRoutes } from './begun-routes.ts'
import { changeRoutes } from './change-routes.ts'
import { enquiryPageRoutes } from './enquiry-page-routes.ts'
import { listRoutes } from './list-routes.ts'
import { referRoutes } from './refer-routes.ts'

/** Referring a person, and what a practice has referred. */
export async function referralPages(app: FastifyInstance): Promise<void> {
  await referRoutes(app)
  await begunRoutes(app)
  await listRoutes(app)
  await changeRoutes(app)
  await enquiryPageRoutes(app)
}
