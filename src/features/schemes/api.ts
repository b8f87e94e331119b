import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { answerOnce, etag } from '../../platform/http/once.ts'
import { refusals } from '../../platform/http/problem-answers.ts'
import { ReadinessBody, SchemeBody, toSchemeBody } from './contract.ts'
import { getScheme } from './public.ts'
import { checkReadiness } from './use-cases/check-readiness.ts'
import { goLive } from './use-cases/go-live.ts'

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

  app.get(
    '/scheme/readiness',
    {
      config: { access: ['administrator', 'team-lead'] },
      schema: {
        operationId: 'getReadiness',
        tags: ['Scheme'],
        summary: 'What is missing before the scheme takes its first referral',
        response: { 200: ReadinessBody, ...refusals() },
      },
    },
    (request) => checkReadiness(request.context),
  )

  app.post(
    '/scheme/go-live',
    {
      config: { access: ['administrator'] },
      schema: {
        operationId: 'goLive',
        tags: ['Scheme'],
        summary: 'Take the scheme live: from now on it takes referrals',
        response: { 200: ReadinessBody, ...refusals('not-possible', 'already-done') },
      },
    },
    (request, reply) => answerOnce(request, reply, (context) => goLive(context)),
  )
}
