import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { refusals } from '../../platform/http/problem-answers.ts'
import { getScheme } from '../schemes/public.ts'
import { ReferralId } from './contract.ts'
import { FittingActivitiesBody, FittingQuery, toFittingBody } from './fit-contract.ts'
import { findFitting } from './use-cases/find-fitting.ts'

/** What there is for one person, and why. */
export const fitRoutes: FastifyPluginAsyncZod = async (app) => {
  app.get(
    '/referrals/:referralId/fitting-activities',
    {
      config: { access: ['advisor', 'team-lead'] },
      schema: {
        operationId: 'listFittingActivities',
        tags: ['Activities'],
        summary: 'What there is for this person, from their home outwards, each with why it fits or not',
        params: ReferralId,
        querystring: FittingQuery,
        response: { 200: FittingActivitiesBody, ...refusals('not-found', 'not-allowed') },
      },
    },
    async (request) => {
      const { context, params, query } = request
      const scheme = await getScheme(context)
      const { items, next } = await findFitting(context, { ...params, ...query })
      return { items: items.map((activity) => toFittingBody(activity, scheme)), next }
    },
  )
}
