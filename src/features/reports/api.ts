import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { refusals } from '../../platform/http/problem-answers.ts'
import { OutcomesBody, OutcomesQuery, toOutcomesBody } from './contract.ts'
import { toUnmetNeedsBody, UnmetNeedsBody, UnmetNeedsQuery } from './unmet-needs-contract.ts'
import { reportOutcomes } from './use-cases/report-outcomes.ts'
import { reportUnmetNeeds } from './use-cases/report-unmet-needs.ts'

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

  app.get(
    '/reports/unmet-needs',
    {
      config: { access: ['commissioner', 'team-lead'] },
      schema: {
        operationId: 'reportUnmetNeeds',
        tags: ['Reports'],
        summary: 'What people needed and nothing offered, by need, area and month',
        querystring: UnmetNeedsQuery,
        response: { 200: UnmetNeedsBody, ...refusals() },
      },
    },
    async (request) => toUnmetNeedsBody(await reportUnmetNeeds(request.context, request.query), request.query),
  )
}
