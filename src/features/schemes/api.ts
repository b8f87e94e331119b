import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { etag } from '../../platform/http/once.ts'
import { refusals } from '../../platform/http/problem-answers.ts'
import { SchemeBody, toSchemeBody } from './contract.ts'
import { getScheme } from './public.ts'

export const schemeApi: FastifyPluginAsyncZod = async (app) => {
  app.get(
    '/scheme',
    {
      config: { access: 'signed-in' },
      schema: {
        operationId: 'getScheme',
        tags: ['Scheme'],
        summary: "The scheme's targets, criteria and lists of codes",
        response: { 200: SchemeBody, ...refusals() },
      },
    },
    async (request, reply) => {
      const scheme = await getScheme(request.context)
      reply.header('etag', etag(scheme.version))
      return toSchemeBody(scheme)
    },
  )
}
