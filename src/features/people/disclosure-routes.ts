import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import type { Role } from '../../platform/context.ts'
import { etag, versionToReplace } from '../../platform/http/once.ts'
import { refusals } from '../../platform/http/problem-answers.ts'
import { PersonId } from './contract.ts'
import {
  DisclosureBody,
  DisclosureId,
  DisclosuresBody,
  PutDisclosureBody,
  toDisclosureBody,
} from './disclosure-contract.ts'
import { listDisclosures } from './use-cases/list-disclosures.ts'
import { setDisclosure } from './use-cases/set-disclosure.ts'

const SERVICE: readonly Role[] = ['advisor', 'team-lead']
const tags = ['People']

export const disclosureRoutes: FastifyPluginAsyncZod = async (app) => {
  app.get(
    '/people/:personId/disclosures',
    {
      config: { access: SERVICE },
      schema: {
        operationId: 'listDisclosures',
        tags,
        summary: 'How much each organisation hears of a person, by their word',
        params: PersonId,
        response: { 200: DisclosuresBody, ...refusals('not-found') },
      },
    },
    async (request) => {
      const { unlessSaid, items, earlier } = await listDisclosures(request.context, request.params)
      return { unlessSaid, items: items.map(toDisclosureBody), earlier: earlier.map(toDisclosureBody) }
    },
  )

  app.put(
    '/people/:personId/disclosures/:organisationId',
    {
      config: { access: SERVICE },
      schema: {
        operationId: 'setDisclosure',
        tags,
        summary: 'Set how much an organisation hears: the first time with If-None-Match: *, then with If-Match',
        params: DisclosureId,
        body: PutDisclosureBody,
        response: {
          200: DisclosureBody,
          ...refusals('not-found', 'not-possible', 'changed-by-someone-else', 'version-needed'),
        },
      },
    },
    async (request, reply) => {
      const replaces = versionToReplace(request)
      const row = await setDisclosure(request.context, { ...request.params, ...request.body, replaces })
      reply.header('etag', etag(row.version))
      return toDisclosureBody(row)
    },
  )
}
