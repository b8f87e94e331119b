import type { FastifyInstance, FastifyRequest } from 'fastify'
import { type Context, ROLES, type Role, type SystemContext } from '../context.ts'
import type { LightLinks } from '../light-links.ts'
import { Refusal } from '../problems.ts'

declare module 'fastify' {
  interface FastifyInstance {
    /** Makes and reads light links, for public routes that act for somebody without a session. */
    links: LightLinks
    /** The address at which people reach the service, without a slash at its end. */
    publicUrl: string
    /** The secret that delivery reports are signed with, undefined when none are taken; and the clock they must be fresh by. */
    reports: { secret: string | undefined; now: () => Date }
    /** What a use-case may reach when nobody is signed in: a light link or a delivery report names the scheme. */
    systemContext: (schemeId: string) => Promise<SystemContext>
    /** The scheme that is read at a host name without a session. */
    schemeAt: (host: string) => Promise<string | undefined>
  }
  interface FastifyContextConfig {
    /** Who may call the route. `public` needs no session; `signed-in` takes every role. */
    access?: readonly Role[] | 'public' | 'signed-in'
    /** A POST that only asks, because what is asked must not stand in an address; repeating it needs no key. */
    changesNothing?: true
    /** Open to somebody who still has to set up the second factor that their scheme asks for. */
    beforeSecondFactor?: true
    /** A POST about how somebody signs in: its own state guards it, and an answer with a secret in it is not kept. */
    withoutKey?: true
  }
  interface FastifyRequest {
    context: Context
  }
  interface FastifySchema {
    hide?: boolean
    operationId?: string
    tags?: readonly string[]
    summary?: string
    description?: string
    security?: ReadonlyArray<Record<string, readonly string[]>>
  }
}

/** The roles that may call a route, `public` aside: the source of the role x route tests. */
export const rolesOf = (access: readonly Role[] | 'public' | 'signed-in'): readonly Role[] =>
  Array.isArray(access) ? access : ROLES

/**
 * Refuses to boot when a route does not say who may call it, and turns away who may not.
 * `authenticate` puts the context on the request or throws.
 */
export function requireAccessOnEveryRoute(
  app: FastifyInstance,
  authenticate: (request: FastifyRequest) => Promise<Context>,
): void {
  app.decorateRequest('context')
  app.addHook('onRoute', (route) => {
    if (route.method === 'HEAD' || route.method === 'OPTIONS') return
    const access = route.config?.access
    if (access === undefined) throw new Error(`${String(route.method)} ${route.url} does not declare config.access`)
    // The documentation says the same: public routes need no token.
    if (access === 'public' && route.schema !== undefined) route.schema.security = []
  })
  async function requireAccess(request: FastifyRequest): Promise<void> {
    const { access } = request.routeOptions.config
    if (access === 'public' || request.is404) return
    request.context = await authenticate(request)
    if (access === undefined || (access !== 'signed-in' && !access.includes(request.context.actor.role)))
      throw new Refusal('not-allowed')
  }
  // Nobody's body is read before we know who sends it; but a form is, so that what was typed is not lost with a session.
  const isForm = ({ method, routeOptions }: FastifyRequest) => method === 'POST' && routeOptions.config.page === true
  app.addHook('onRequest', async (request) => {
    if (!isForm(request)) await requireAccess(request)
  })
  app.addHook('preHandler', async (request) => {
    if (isForm(request)) await requireAccess(request)
  })
}
