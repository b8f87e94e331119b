import { createHash } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Scheme } from '../../features/schemes/public.ts'
import type { SystemContext } from '../../platform/context.ts'
import { Refusal } from '../../platform/problems.ts'
import {
  MOST_MINIMAL,
  MOST_PER_PAGE,
  OrganisationsQuery,
  PagedQuery,
  pageOfAll,
  ServicesQuery,
  TermsQuery,
  toPage,
} from './feed-query.ts'
import { toTaxonomies, toTerms } from './taxonomies.ts'
import { toFullService, toListedService, toMinimalService, toOrganisation, toServiceAtLocation } from './to-service.ts'
import {
  getPublicScheme,
  getService,
  getServicesOf,
  listOrganisations,
  listServices,
  sceneOf,
} from './use-cases/read-directory.ts'

const USUAL_PER_PAGE = 50
/** How long a reader may keep an answer before asking again whether it is still so. */
const FRESH_FOR_SECONDS = 60

const Id = z.object({ id: z.string().max(60) })
const UUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i
/** As the standard's own validator reads it: it chooses its rules by `version`. */
const ABOUT = {
  version: 'HSDS-UK-3.0',
  profile: 'https://github.com/OpenReferralUK/uk-profile/blob/main/docs/index.md',
  openapi_url: 'https://openreferraluk.org/specifications/3.0/openapi.json',
}

/**
 * The directory as open data, in HSDS-UK 3.0 (https://openreferraluk.org/specifications/3.0): for anybody, from anywhere, when
 * the scheme says that its directory is public. Its own standard describes it, so it is not in our OpenAPI.
 */
export const openReferralFeed: FastifyPluginAsyncZod = async (app) => {
  const config = { access: 'public' } as const
  app.addHook('onRequest', async (_request, reply) => {
    reply.headers({
      'access-control-allow-origin': '*',
      'access-control-expose-headers': 'etag, last-modified, retry-after',
      'cross-origin-resource-policy': 'cross-origin',
    })
  })
  app.options('/*', { config, schema: { hide: true } }, (_request, reply) =>
    reply
      .headers({
        'access-control-allow-methods': 'GET, HEAD, OPTIONS',
        'access-control-allow-headers': 'if-none-match, if-modified-since',
        'access-control-max-age': '86400',
      })
      .code(204)
      .send(),
  )

  type Read<Query> = { context: SystemContext; scheme: Scheme; query: Query; id: string }

  /** One address of the feed: finds the scheme by the host that was asked, reads, and answers with what tells readers of a change. */
  function serve<Query extends z.ZodType>(
    path: string,
    querystring: Query,
    read: (input: Read<z.output<Query>>) => Promise<{ body: unknown; changedAt?: Date | null }>,
  ): void {
    const hasId = path.endsWith('/:id')
    app.get(
      path,
      { config, schema: { hide: true, querystring, ...(hasId ? { params: Id } : {}) } },
      async (request, reply) => {
        const schemeId = await app.schemeAt(request.hostname)
        if (schemeId === undefined) throw new Refusal('not-found')
        const context = await app.systemContext(schemeId)
        const scheme = await getPublicScheme(context)
        const { id = '' } = (request.params ?? {}) as { id?: string } // as `Id` read it
        if (hasId && !UUID.test(id)) throw new Refusal('not-found')
        const query = request.query as z.output<Query> // as the schema read it
        const { body, changedAt } = await read({ context, scheme, query, id })
        return answer(request, reply, JSON.stringify(body), changedAt ?? undefined)
      },
    )
  }

  const Nothing = z.object({})
  serve('/', Nothing, async () => ({ body: ABOUT }))

  serve('/services', ServicesQuery, async ({ context, scheme, query }) => {
    const scene = sceneOf(scheme)
    const perPage = Math.min(
      query.per_page ?? (query.minimal ? MOST_MINIMAL : USUAL_PER_PAGE),
      query.minimal ? MOST_MINIMAL : MOST_PER_PAGE,
    )
    const { listings, total, changedAt } = await listServices(context, scheme, { query, perPage, withPlaceOnly: false })
    const contents = query.full
      ? listings.map((listing) => toFullService(listing, scene))
      : query.minimal
        ? listings.map((listing) => toMinimalService(toListedService(listing, scene)))
        : listings.map((listing) => toListedService(listing, scene))
    return { body: toPage<unknown>(contents, { total, page: query.page, perPage }), changedAt }
  })
  serve('/services/:id', Nothing, async ({ context, scheme, id }) => {
    const listing = await getService(context, id)
    return { body: toFullService(listing, sceneOf(scheme)), changedAt: listing.updatedAt }
  })

  serve('/service_at_locations', ServicesQuery, async ({ context, scheme, query }) => {
    const scene = sceneOf(scheme)
    const perPage = Math.min(query.per_page ?? USUAL_PER_PAGE, MOST_PER_PAGE)
    const { listings, total, changedAt } = await listServices(context, scheme, { query, perPage, withPlaceOnly: true })
    const contents = listings.map((listing) => toServiceAtLocation(listing, scene, { isFull: query.full }))
    return { body: toPage(contents, { total, page: query.page, perPage }), changedAt }
  })
  serve('/service_at_locations/:id', Nothing, async ({ context, scheme, id }) => {
    const scene = sceneOf(scheme)
    const listing = await getService(context, id)
    if (scene.sensitive.has(listing.category)) throw new Refusal('not-found')
    return { body: toServiceAtLocation(listing, scene, { isFull: true }), changedAt: listing.updatedAt }
  })

  serve('/organizations', OrganisationsQuery, async ({ context, scheme, query }) => {
    const perPage = Math.min(query.per_page ?? USUAL_PER_PAGE, MOST_PER_PAGE)
    const { total, organisations } = await listOrganisations(context, {
      search: query.search,
      limit: perPage,
      offset: (query.page - 1) * perPage,
    })
    const contents = organisations.map((organisation) => toOrganisation(organisation, scheme.name))
    return { body: toPage(contents, { total, page: query.page, perPage }) }
  })
  serve('/organizations/:id', OrganisationsQuery, async ({ context, scheme, query, id }) => {
    const scene = sceneOf(scheme)
    const listings = await getServicesOf(context, id)
    const [{ organisationId, organisationName }] = listings
    return {
      body: {
        ...toOrganisation({ id: organisationId, name: organisationName }, scheme.name),
        services: listings.map((listing) =>
          query.full_service ? toFullService(listing, scene) : toMinimalService(toListedService(listing, scene)),
        ),
      },
    }
  })

  serve('/taxonomies', PagedQuery, async ({ scheme, query }) => ({
    body: pageOfAll(toTaxonomies(scheme).filter(says(query.search)), query),
  }))
  serve('/taxonomies/:id', Nothing, async ({ scheme, id }) => ({
    body: {
      ...found(toTaxonomies(scheme), id),
      taxonomy_terms: toTerms(scheme).filter((term) => term.taxonomy_id === id.toLowerCase()),
    },
  }))
  serve('/taxonomy_terms', TermsQuery, async ({ scheme, query }) => ({
    body: pageOfAll(
      toTerms(scheme)
        .filter(says(query.search))
        .filter((term) => query.taxonomy_id === undefined || term.taxonomy_id === query.taxonomy_id)
        // The scheme's lists are flat: no term stands under another.
        .filter(() => query.parent_id === undefined),
      query,
    ),
  }))
  serve('/taxonomy_terms/:id', Nothing, async ({ scheme, id }) => ({ body: found(toTerms(scheme), id) }))
}

const says =
  (search: string | undefined) =>
  ({ name }: { name: string }): boolean =>
    search === undefined || name.toLowerCase().includes(search.toLowerCase())

function found<T extends { id: string }>(items: readonly T[], id: string): T {
  const item = items.find((candidate) => candidate.id === id.toLowerCase())
  if (item === undefined) throw new Refusal('not-found')
  return item
}

/** Answers with what tells a reader whether anything changed, or only that nothing did. */
function answer(request: FastifyRequest, reply: FastifyReply, json: string, changedAt: Date | undefined): FastifyReply {
  const etag = `"${createHash('sha1').update(json).digest('base64url')}"`
  reply.headers({ etag, 'cache-control': `public, max-age=${FRESH_FOR_SECONDS}` })
  if (changedAt !== undefined) reply.header('last-modified', changedAt.toUTCString())
  return isKnown(request, etag, changedAt)
    ? reply.code(304).send()
    : reply.type('application/json; charset=utf-8').send(json)
}

/** RFC 9110, section 13.2.2: a date counts only for who sends no tag. */
function isKnown({ headers }: FastifyRequest, etag: string, changedAt: Date | undefined): boolean {
  const tags = headers['if-none-match']
  if (tags !== undefined)
    return tags.trim() === '*' || tags.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag)
  const since = Date.parse(headers['if-modified-since'] ?? '')
  return changedAt !== undefined && Math.floor(changedAt.getTime() / 1000) * 1000 <= since
}
