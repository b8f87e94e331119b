import diagnostics from 'node:diagnostics_channel'
import type { FastifyInstance, RouteOptions } from 'fastify'

/** Fastify tells of each server it makes, so that the routes are read where they are registered, hidden ones too. */
export function collectRoutes(): RouteOptions[] {
  const routes: RouteOptions[] = []
  diagnostics.channel('fastify.initialization').subscribe((message) => {
    const { fastify } = message as { fastify: FastifyInstance }
    fastify.addHook('onRoute', (route) => {
      if (route.method !== 'HEAD' && route.method !== 'OPTIONS') routes.push(route)
    })
  })
  return routes
}
