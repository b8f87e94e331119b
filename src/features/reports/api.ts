import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { refusals } from '../../platform/http/problem-answers.ts'
import { OutcomesBody, OutcomesQuery, toOutcomesBody } from './contract.ts'
import { reportOutcomes } from './use-cases/report-outcomes.ts'

export const reportApi: FastifyPluginAsyncZod = async (app) => {
  app.get(
    '/reports/outcomes',
    {
      config: { access: ['commissioner'] },
      schema: {
        operationId: 'reportOutcomes',
        tags: ['Reports'],
        summary: 'Funnel, waits and paired change for closed months; small numbers are not shown',
        querystring: OutcomesQuery,
        response: { 200: OutcomesBody, ...refusals() },
      },
    },
    async (request) => toOutcomesBody(await reportOutcomes(request.context, request.query), request.query),
  )
}
