import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { answerOnce } from '../../platform/http/once.ts'
import { refusals } from '../../platform/http/problem-answers.ts'
import {
  NewSpotPurchaseBody,
  OfReferral,
  RefuseSpotBody,
  SpotPurchaseBody,
  SpotPurchaseId,
  SpotPurchasesBody,
  SpotPurchasesQuery,
  toSpotPurchaseBody,
} from './spot-contract.ts'
import { askSpotPurchase } from './use-cases/ask-spot-purchase.ts'
import { decideSpotPurchase } from './use-cases/decide-spot-purchase.ts'
import { listSpotPurchases } from './use-cases/list-spot-purchases.ts'

const SERVICE = ['advisor', 'team-lead'] as const
const tags = ['Funding']
const ONCE = ['request-in-flight', 'key-used-for-another-request'] as const

/** One place for one person, where whoever is paid anyway cannot. */
export const spotRoutes: FastifyPluginAsyncZod = async (app) => {
  app.post(
    '/referrals/:referralId/spot-purchases',
    {
      config: { access: SERVICE },
      schema: {
        operationId: 'askSpotPurchase',
        tags,
        summary: 'Buy a place for one person: within the limit at once, above it with the lead’s yes',
        params: OfReferral,
        body: NewSpotPurchaseBody,
        response: {
          201: SpotPurchaseBody,
          ...refusals('not-found', 'step-not-open', 'not-possible', 'already-done', ...ONCE),
        },
      },
    },
    (request, reply) =>
      answerOnce(request, reply, (context) => askSpotPurchase(context, { ...request.params, ...request.body }), {
        status: 201,
        toBody: toSpotPurchaseBody,
      }),
  )

  app.get(
    '/spot-purchases',
    {
      config: { access: SERVICE },
      schema: {
        operationId: 'listSpotPurchases',
        tags,
        summary: 'What was bought or is asked for, the newest first',
        querystring: SpotPurchasesQuery,
        response: { 200: SpotPurchasesBody, ...refusals() },
      },
    },
    async (request) => {
      const { items, next } = await listSpotPurchases(request.context, request.query)
      return { items: items.map(toSpotPurchaseBody), next }
    },
  )

  app.post(
    '/spot-purchases/:spotPurchaseId/approve',
    {
      config: { access: ['team-lead'] },
      schema: {
        operationId: 'approveSpotPurchase',
        tags,
        summary: 'Allow a purchase above the limit; never one’s own',
        params: SpotPurchaseId,
        response: { 200: SpotPurchaseBody, ...refusals('not-found', 'already-done', ...ONCE) },
      },
    },
    (request, reply) =>
      answerOnce(
        request,
        reply,
        (context) => decideSpotPurchase(context, { ...request.params, decision: 'approved' }),
        { toBody: toSpotPurchaseBody },
      ),
  )

  app.post(
    '/spot-purchases/:spotPurchaseId/refuse',
    {
      config: { access: ['team-lead'] },
      schema: {
        operationId: 'refuseSpotPurchase',
        tags,
        summary: 'Do not allow a purchase, and say why',
        params: SpotPurchaseId,
        body: RefuseSpotBody,
        response: { 200: SpotPurchaseBody, ...refusals('not-found', 'already-done', ...ONCE) },
      },
    },
    (request, reply) =>
      answerOnce(
        request,
        reply,
        (context) => decideSpotPurchase(context, { ...request.params, ...request.body, decision: 'refused' }),
        { toBody: toSpotPurchaseBody },
      ),
  )
}
