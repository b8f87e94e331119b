import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import type { Role } from '../../platform/context.ts'
import { answerOnce } from '../../platform/http/once.ts'
import { refusals } from '../../platform/http/problem-answers.ts'
import {
  AlignmentBody,
  AlignmentId,
  NewAlignmentBody,
  ReassignBody,
  ReassignedBody,
  toAlignmentBody,
} from './allocation-contract.ts'
import { ReferralId, SuggestionsBody } from './contract.ts'
import { alignAdvisor } from './use-cases/align-advisor.ts'
import { endAlignment } from './use-cases/end-alignment.ts'
import { previewReassignment, reassignReferrals } from './use-cases/reassign-referrals.ts'
import { suggestAllocation } from './use-cases/suggest-allocation.ts'

const SERVICE: readonly Role[] = ['advisor', 'team-lead']
const LEAD: readonly Role[] = ['team-lead']
const tags = ['Referrals']

/** Who could take a referral, and what the suggestion goes by. */
export const allocationRoutes: FastifyPluginAsyncZod = async (app) => {
  app.get(
    '/referrals/:referralId/allocation-suggestions',
    {
      config: { access: SERVICE },
      schema: {
        operationId: 'suggestAllocation',
        tags,
        summary: 'Who could take a referral, and why',
        params: ReferralId,
        response: { 200: SuggestionsBody, ...refusals('not-found') },
      },
    },
    async (request) => ({ items: await suggestAllocation(request.context, request.params) }),
  )

  app.post(
    '/referrals/reassign/preview',
    {
      config: { access: LEAD, changesNothing: true },
      schema: {
        operationId: 'previewReassignment',
        tags,
        summary: 'Which of these referrals would go to a colleague, and which would stay and why',
        body: ReassignBody,
        response: { 200: ReassignedBody, ...refusals('not-found') },
      },
    },
    (request) => previewReassignment(request.context, request.body),
  )

  app.post(
    '/referrals/reassign',
    {
      config: { access: LEAD },
      schema: {
        operationId: 'reassignReferrals',
        tags,
        summary: 'Hand many referrals to one colleague; what cannot be handed over stays, with why',
        body: ReassignBody,
        response: {
          200: ReassignedBody,
          ...refusals('not-found', 'request-in-flight', 'key-used-for-another-request'),
        },
      },
    },
    (request, reply) => answerOnce(request, reply, (context) => reassignReferrals(context, request.body)),
  )

  app.post(
    '/advisor-alignments',
    {
      config: { access: LEAD },
      schema: {
        operationId: 'alignAdvisor',
        tags,
        summary: 'Say which practice an advisor knows',
        body: NewAlignmentBody,
        response: {
          201: AlignmentBody,
          ...refusals('already-done', 'request-in-flight', 'key-used-for-another-request'),
        },
      },
    },
    (request, reply) =>
      answerOnce(request, reply, (context) => alignAdvisor(context, request.body), {
        status: 201,
        toBody: toAlignmentBody,
      }),
  )

  app.post(
    '/advisor-alignments/:alignmentId/end',
    {
      config: { access: LEAD },
      schema: {
        operationId: 'endAlignment',
        tags,
        summary: 'Say that an advisor has a practice no more',
        params: AlignmentId,
        response: { 200: AlignmentBody, ...refusals('not-found', 'request-in-flight', 'key-used-for-another-request') },
      },
    },
    (request, reply) =>
      answerOnce(request, reply, (context) => endAlignment(context, request.params), { toBody: toAlignmentBody }),
  )
}
