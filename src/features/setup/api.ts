import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { answerOnce } from '../../platform/http/once.ts'
import { refusals } from '../../platform/http/problem-answers.ts'
import {
  ConfirmBody,
  ConfirmedBody,
  ReadinessBody,
  TestSentBody,
  toConfirmedBody,
  toReadinessBody,
} from './contract.ts'
import { draftRoutes } from './draft-routes.ts'
import { TEST_WAYS } from './kinds.ts'
import { listRoutes } from './list-routes.ts'
import { checkReadiness } from './use-cases/check-readiness.ts'
import { confirmDefault } from './use-cases/confirm-default.ts'
import { goLive } from './use-cases/go-live.ts'
import { testWayOut } from './use-cases/test-way-out.ts'

const ADMINISTRATOR = ['administrator'] as const
const tags = ['Scheme']

/** What a scheme lacks before its first referral, and how its settings change afterwards. */
export const setupApi: FastifyPluginAsyncZod = async (app) => {
  await app.register(draftRoutes)
  await app.register(listRoutes)

  app.get(
    '/scheme/readiness',
    {
      config: { access: ['administrator', 'team-lead'] },
      schema: {
        operationId: 'getReadiness',
        tags,
        summary: 'What is missing before the scheme takes its first referral',
        response: { 200: ReadinessBody, ...refusals() },
      },
    },
    async (request) => toReadinessBody(await checkReadiness(request.context)),
  )

  app.post(
    '/scheme/go-live',
    {
      config: { access: ADMINISTRATOR },
      schema: {
        operationId: 'goLive',
        tags,
        summary: 'Take the scheme live: from now on it takes referrals',
        response: { 200: ReadinessBody, ...refusals('not-possible', 'already-done') },
      },
    },
    (request, reply) => answerOnce(request, reply, (context) => goLive(context), { toBody: toReadinessBody }),
  )

  app.post(
    '/scheme/confirmations',
    {
      config: { access: ADMINISTRATOR },
      schema: {
        operationId: 'confirmDefault',
        tags,
        summary: 'Say of what the scheme begins with that it is yours',
        body: ConfirmBody,
        response: { 200: ConfirmedBody, ...refusals() },
      },
    },
    (request, reply) =>
      answerOnce(request, reply, (context) => confirmDefault(context, request.body), { toBody: toConfirmedBody }),
  )

  for (const way of TEST_WAYS)
    app.post(
      `/scheme/tests/${way}`,
      {
        config: { access: ADMINISTRATOR },
        schema: {
          operationId: way === 'mail' ? 'testMail' : 'testText',
          tags,
          summary: `Send yourself a ${way}; readiness says when it arrived`,
          response: { 202: TestSentBody, ...refusals('not-possible') },
        },
      },
      (request, reply) => answerOnce(request, reply, (context) => testWayOut(context, { way }), { status: 202 }),
    )
}
