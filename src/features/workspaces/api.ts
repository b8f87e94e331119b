import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { answerOnce } from '../../platform/http/once.ts'
import { refusals } from '../../platform/http/problem-answers.ts'
import { ReferralId } from '../referrals/public.ts'
import { VisitBody, VisitRecordedBody } from './contract.ts'
import { recordVisit } from './use-cases/record-visit.ts'

export const visitApi: FastifyPluginAsyncZod = async (app) => {
  app.post(
    '/referrals/:referralId/visits',
    {
      config: { access: ['advisor', 'team-lead'] },
      schema: {
        operationId: 'recordVisit',
        tags: ['Contacts'],
        summary: 'Keep a whole visit at once: contact, measures, plan, agreement and the next contact, or nothing',
        params: ReferralId,
        body: VisitBody,
        response: {
          201: VisitRecordedBody,
          ...refusals(
            'not-found',
            'not-allowed',
            'step-not-open',
            'already-done',
            'changed-by-someone-else',
            'not-possible',
            'request-in-flight',
            'key-used-for-another-request',
          ),
        },
      },
    },
    async (request, reply) =>
      answerOnce(request, reply, (context) => recordVisit(context, { ...request.params, visit: request.body }), {
        status: 201,
      }),
  )
}
