import type { FastifyInstance } from 'fastify'
import { accountRoutes } from './account-routes.ts'
import { type BrowserOptions, browserRoutes } from './browser-routes.ts'

/** Signing in and out, and one's own account. */
export async function accountPages(app: FastifyInstance, options: BrowserOptions): Promise<void> {
  await browserRoutes(app, options)
  await accountRoutes(app, options)
}
