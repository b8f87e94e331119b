import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { etag, versionToReplace } from '../../platform/http/once.ts'
import { refusals } from '../../platform/http/problem-answers.ts'
import { CardBody, NewCardBody, toCardBody } from './card-contract.ts'
import { PlacementId } from './contract.ts'
import { readCard } from './use-cases/read-card.ts'
import { writeCard } from './use-cases/write-card.ts'

const tags = ['Placements']

/** The need-to-know card of a placement. */
export const cardRoutes: FastifyPluginAsyncZod = async (app) => {
  app.get(
    '/placements/:placementId/card',
    {
      config: { access: ['advisor', 'team-lead', 'provider'] },
      schema: {
        operationId: 'readPlacementCard',
        tags,
        summary:
          'What a group must know of the person: for a group the agreed lines, after its yes, while it may know who comes',
        params: PlacementId,
        response: { 200: CardBody, ...refusals('not-found') },
      },
    },
    async (request, reply) => {
      const card = await readCard(request.context, request.params)
      reply.header('etag', etag(card.version))
      return toCardBody(card)
    },
  )

  app.put(
    '/placements/:placementId/card',
    {
      config: { access: ['advisor', 'team-lead'] },
      schema: {
        operationId: 'writePlacementCard',
        tags,
        summary: 'Write the card, with the yes of the person to each line',
        params: PlacementId,
        body: NewCardBody,
        response: {
          200: CardBody,
          ...refusals('not-found', 'step-not-open', 'changed-by-someone-else', 'version-needed'),
        },
      },
    },
    async (request, reply) => {
      const replaces = versionToReplace(request)
      const card = await writeCard(request.context, { ...request.params, replaces, lines: request.body.lines })
      reply.header('etag', etag(card.version))
      return toCardBody(card)
    },
  )
}
