import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import type { Role } from '../../platform/context.ts'
import { answerOnce } from '../../platform/http/once.ts'
import { refusals } from '../../platform/http/problem-answers.ts'
import { MadeReferralBody, NewReferralBody } from './contract.ts'
import {
  EndEnquiryBody,
  EndedEnquiryBody,
  EnquiriesBody,
  EnquiriesQuery,
  EnquiryBody,
  EnquiryId,
  NewEnquiryBody,
  toEnquiryBody,
} from './enquiry-contract.ts'
import { endEnquiry } from './use-cases/end-enquiry.ts'
import { listEnquiries } from './use-cases/list-enquiries.ts'
import { referFromEnquiry } from './use-cases/refer-from-enquiry.ts'
import { takeEnquiry } from './use-cases/take-enquiry.ts'

const SERVICE: readonly Role[] = ['advisor', 'team-lead']
const tags = ['Enquiries']
const ONCE = ['request-in-flight', 'key-used-for-another-request'] as const

/** Somebody rings about somebody: until the person has agreed there is no referral, and no practice hears of it. */
export const enquiryRoutes: FastifyPluginAsyncZod = async (app) => {
  app.post(
    '/enquiries',
    {
      config: { access: SERVICE },
      schema: {
        operationId: 'takeEnquiry',
        tags,
        summary: 'Write down who rang about whom, to be rung back',
        body: NewEnquiryBody,
        response: { 201: EnquiryBody, ...refusals(...ONCE) },
      },
    },
    (request, reply) =>
      answerOnce(request, reply, (context) => takeEnquiry(context, request.body), {
        status: 201,
        toBody: toEnquiryBody,
      }),
  )

  app.get(
    '/enquiries',
    {
      config: { access: SERVICE },
      schema: {
        operationId: 'listEnquiries',
        tags,
        summary: 'Enquiries to be rung back, the oldest first',
        querystring: EnquiriesQuery,
        response: { 200: EnquiriesBody, ...refusals() },
      },
    },
    async (request) => {
      const { items, next } = await listEnquiries(request.context, request.query)
      return { items: items.map(toEnquiryBody), next }
    },
  )

  app.post(
    '/enquiries/:enquiryId/referral',
    {
      config: { access: SERVICE },
      schema: {
        operationId: 'referFromEnquiry',
        tags,
        summary: 'The person has agreed: refer them',
        params: EnquiryId,
        body: NewReferralBody,
        response: {
          201: MadeReferralBody,
          ...refusals(
            'not-found',
            'not-eligible',
            'consent-needed',
            'referral-incomplete',
            'read-back-needed',
            'open-referral-exists',
            ...ONCE,
          ),
        },
      },
    },
    (request, reply) =>
      answerOnce(
        request,
        reply,
        (context) => referFromEnquiry(context, { ...request.params, referral: request.body }),
        { status: 201 },
      ),
  )

  app.post(
    '/enquiries/:enquiryId/end',
    {
      config: { access: SERVICE },
      schema: {
        operationId: 'endEnquiry',
        tags,
        summary: 'Nothing comes of it: delete it',
        params: EnquiryId,
        body: EndEnquiryBody,
        response: { 200: EndedEnquiryBody, ...refusals('not-found', ...ONCE) },
      },
    },
    (request, reply) =>
      answerOnce(request, reply, (context) => endEnquiry(context, { ...request.params, ...request.body })),
  )
}
