import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { answerOnce } from '../../platform/http/once.ts'
import { refusals } from '../../platform/http/problem-answers.ts'
import { CohortId } from '../activities/public.ts'
import { completeCohort } from './use-cases/complete-cohort.ts'

const CompleteCohortBody = z
  .strictObject({ on: z.iso.date().optional().describe('The last day; today when it is left out') })
  .nullish()
  .meta({ id: 'CompleteCohort' })

const CohortCompletedBody = z
  .object({
    completed: z.array(z.uuid()).describe('Placements of those who came: they have finished'),
    left: z.array(z.uuid()).describe('Placements of those who never came, or did not begin: the advisor says why'),
  })
  .meta({ id: 'CohortCompleted' })

export const cohortRoutes: FastifyPluginAsyncZod = async (app) => {
  app.post(
    '/cohorts/:cohortId/complete',
    {
      config: { access: ['advisor', 'team-lead', 'provider'] },
      schema: {
        operationId: 'completeCohort',
        tags: ['Placements'],
        summary: 'The run has ended: whoever came has finished, the others are left for the advisor',
        params: CohortId,
        body: CompleteCohortBody,
        response: {
          200: CohortCompletedBody,
          ...refusals('not-found', 'not-possible', 'step-not-open', 'request-in-flight'),
        },
      },
    },
    (request, reply) =>
      answerOnce(request, reply, (context) => completeCohort(context, { ...request.params, ...request.body })),
  )
}
