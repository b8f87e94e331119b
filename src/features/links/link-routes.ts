import formbody from '@fastify/formbody'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { PROBLEMS, Refusal } from '../../platform/problems.ts'
import type { GroupLinkPurpose } from './kinds.ts'
import { POSTED, ringOf, showLight } from './light-page.ts'
import { offerRoutes } from './offer-routes.ts'
import { openGroupLink } from './use-cases/open-group-link.ts'
import { sendLinkAgain } from './use-cases/send-link-again.ts'
import { weekRoutes } from './week-routes.ts'

/**
 * Pages behind a link, for groups without an account. They stand beside the other pages, not among them: no cookie, no session, and so
 * no token of a form either. Whoever posts knows the address and the end of the group's number; nobody else's browser does.
 */
export async function linkRoutes(app: FastifyInstance): Promise<void> {
  await app.register(formbody, { bodyLimit: 64 * 1024 })
  app.addHook('onRoute', (route) => {
    route.config = { ...route.config, page: true }
    route.schema = { ...route.schema, hide: true }
  })
  app.addHook('preHandler', async (request) => {
    if (request.method === 'POST') requireOwnForm(request)
  })
  app.setErrorHandler(async (error, request, reply) => {
    if (!(error instanceof Refusal)) {
      const status = (error as { statusCode?: number }).statusCode
      if (status === undefined || status >= 500) request.log.error({ err: error }, 'a page behind a link failed')
      reply.code(status ?? 500)
      return showLight(reply, 'refused', {
        title: status === 429 ? 'Too many tries' : 'Something went wrong',
        todo: status === 429 ? 'Wait a minute, then try again.' : 'Nothing was changed. Try again, or ring us.',
        ring: undefined,
      })
    }
    if (error.problem === 'link-over') {
      reply.code(410)
      return showOver(request, reply)
    }
    reply.code(PROBLEMS[error.problem].status)
    const todo = error.problem === 'not-found' ? 'There is no such page. Open the link again.' : error.message
    return showLight(reply, 'refused', { title: 'That was not done', todo, ring: undefined })
  })

  await weekRoutes(app)
  await offerRoutes(app)

  /** The same is said of a link that never was: nobody learns by asking which are ours. */
  for (const purpose of ['week', 'offer'] as const)
    app.post<{ Params: { token: string } }>(
      `/links/${purpose}/:token/again`,
      { config: POSTED },
      async (request, reply) => {
        const opened = await openGroupLink(app.links, app.systemContext, { purpose, token: request.params.token })
        if (opened.is === 'over') await sendLinkAgain(opened.system, opened.found)
        return showOver(request, reply, { isSent: true })
      },
    )
}

/** One page for every link that is good no more, and for every one that never was. */
async function showOver(request: FastifyRequest, reply: FastifyReply, { isSent = false } = {}): Promise<FastifyReply> {
  const { token } = request.params as { token: string }
  const purpose: GroupLinkPurpose = request.url.startsWith('/links/offer/') ? 'offer' : 'week'
  const opened = await openGroupLink(request.server.links, request.server.systemContext, { purpose, token })
  const system = opened.is === 'over' ? opened.system : undefined
  return showLight(reply, 'over', {
    title: isSent ? 'Thank you' : 'This link works no more',
    sent: isSent,
    action: `/links/${purpose}/${token}/again`,
    ring: system === undefined ? undefined : await ringOf(system),
  })
}

/** A form of another site is refused. A page that tells no referrer says `null` for where its own form comes from. */
function requireOwnForm({ headers, host }: FastifyRequest): void {
  const { origin, 'sec-fetch-site': site } = headers
  const isOurs = origin === undefined || origin === 'null' || (URL.canParse(origin) && new URL(origin).host === host)
  const isSameSite = site === undefined || site === 'same-origin' || site === 'none'
  if (!isOurs || !isSameSite) throw new Refusal('not-allowed', 'The form came from another site. Open the link again.')
}
