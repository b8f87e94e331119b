import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import type { Role } from '../../platform/context.ts'
import { answerOnce, etag, versionToChange } from '../../platform/http/once.ts'
import { refusals } from '../../platform/http/problem-answers.ts'
import { allocationRoutes } from './allocation-routes.ts'
import {
  AllocateBody,
  DeclineBody,
  EligibilityAnswer,
  EligibilityBody,
  HoldBody,
  MadeReferralBody,
  NewReferralBody,
  ReferralId,
  ReferralPatch,
  ReferralStateBody,
  ResubmitBody,
  ReturnBody,
  toReferralStateBody,
  WordBody,
  WordSentBody,
} from './contract.ts'
import { enquiryRoutes } from './enquiry-routes.ts'
import { ReferralsBody, ReferralsQuery, toReferralItem } from './list-contract.ts'
import { ReferralBody, toReferralBody } from './record-contract.ts'
import { sendingRoutes } from './sending-routes.ts'
import { stepRoutes } from './step-routes.ts'
import { acceptReferral } from './use-cases/accept-referral.ts'
import { allocateReferral } from './use-cases/allocate-referral.ts'
import { amendReferral } from './use-cases/amend-referral.ts'
import { checkEligibility } from './use-cases/check-eligibility.ts'
import { declineReferral } from './use-cases/decline-referral.ts'
import { holdReferral } from './use-cases/hold-referral.ts'
import { listReferrals } from './use-cases/list-referrals.ts'
import { makeReferral } from './use-cases/make-referral.ts'
import { readReferral } from './use-cases/read-referral.ts'
import { resubmitReferral } from './use-cases/resubmit-referral.ts'
import { resumeReferral } from './use-cases/resume-referral.ts'
import { returnReferral } from './use-cases/return-referral.ts'
import { sendWordToPractice } from './use-cases/send-word-to-practice.ts'

const SERVICE: readonly Role[] = ['advisor', 'team-lead']
const BOTH_SIDES: readonly Role[] = ['referrer', 'advisor', 'team-lead']
const tags = ['Referrals']

export const referralApi: FastifyPluginAsyncZod = async (app) => {
  await app.register(allocationRoutes)
  await app.register(sendingRoutes)
  await app.register(enquiryRoutes)

  app.post(
    '/referrals/eligibility',
    {
      config: { access: BOTH_SIDES, changesNothing: true },
      schema: {
        operationId: 'checkEligibility',
        tags,
        summary: "Whether the scheme's criteria let this person be referred, before the rest is asked",
        body: EligibilityBody,
        response: { 200: EligibilityAnswer, ...refusals() },
      },
    },
    async (request) => checkEligibility(request.context, request.body),
  )

  app.post(
    '/referrals',
    {
      config: { access: BOTH_SIDES },
      schema: {
        operationId: 'makeReferral',
        tags,
        summary: 'Refer a person: a draft, or sent at once',
        body: NewReferralBody,
        response: {
          201: MadeReferralBody,
          ...refusals(
            'not-eligible',
            'consent-needed',
            'referral-incomplete',
            'read-back-needed',
            'open-referral-exists',
            'scheme-not-live',
            'key-used-for-another-request',
            'request-in-flight',
          ),
        },
      },
    },
    (request, reply) => answerOnce(request, reply, (context) => makeReferral(context, request.body), { status: 201 }),
  )

  app.get(
    '/referrals',
    {
      config: { access: BOTH_SIDES },
      schema: {
        operationId: 'listReferrals',
        tags,
        summary: 'Referrals of my side, the most urgent first',
        querystring: ReferralsQuery,
        response: { 200: ReferralsBody, ...refusals() },
      },
    },
    async (request) => {
      const { items, next } = await listReferrals(request.context, request.query)
      const today = request.context.today()
      return { items: items.map((row) => toReferralItem(row, today)), next }
    },
  )

  app.get(
    '/referrals/:referralId',
    {
      config: { access: BOTH_SIDES },
      schema: {
        operationId: 'readReferral',
        tags,
        summary: 'One referral: where it is, who has it, what comes next',
        params: ReferralId,
        response: { 200: ReferralBody, ...refusals('not-found') },
      },
    },
    async (request, reply) => {
      const { context } = request
      const record = await readReferral(context, request.params)
      reply.header('etag', etag(record.referral.version))
      return toReferralBody(record, context.actor, context.today())
    },
  )

  app.patch(
    '/referrals/:referralId',
    {
      config: { access: BOTH_SIDES },
      schema: {
        operationId: 'amendReferral',
        tags,
        summary: 'Amend a referral; once it was sent, with the reason',
        params: ReferralId,
        body: ReferralPatch,
        response: {
          200: ReferralStateBody,
          ...refusals('not-found', 'step-not-open', 'changed-by-someone-else', 'version-needed'),
        },
      },
    },
    async (request, reply) => {
      const { context } = request
      const referral = await amendReferral(context, {
        ...request.params,
        version: versionToChange(request),
        patch: request.body,
      })
      reply.header('etag', etag(referral.version))
      return toReferralStateBody(referral, context.actor, context.today())
    },
  )

  const step = stepRoutes(app)

  step(
    { name: 'accept', operationId: 'acceptReferral', summary: 'Take the referral on', access: SERVICE },
    acceptReferral,
  )
  step(
    {
      name: 'decline',
      operationId: 'declineReferral',
      summary: 'Say no, and what is advised instead',
      access: SERVICE,
      body: DeclineBody,
    },
    declineReferral,
  )
  step(
    {
      name: 'return',
      operationId: 'returnReferral',
      summary: 'Ask the referrer a question',
      access: SERVICE,
      body: ReturnBody,
    },
    returnReferral,
  )
  step(
    {
      name: 'resubmit',
      operationId: 'resubmitReferral',
      summary: 'Answer the question and send it again',
      access: BOTH_SIDES,
      body: ResubmitBody,
    },
    resubmitReferral,
  )
  step(
    {
      name: 'hold',
      operationId: 'holdReferral',
      summary: 'Stop the clock until a day',
      access: SERVICE,
      body: HoldBody,
    },
    holdReferral,
  )
  step(
    { name: 'resume', operationId: 'resumeReferral', summary: 'Start the clock again', access: SERVICE },
    resumeReferral,
  )
  step(
    {
      name: 'allocate',
      operationId: 'allocateReferral',
      summary: 'Give the referral to an advisor',
      access: SERVICE,
      body: AllocateBody,
      may: ['already-done'],
    },
    allocateReferral,
  )

  app.post(
    '/referrals/:referralId/messages',
    {
      config: { access: SERVICE },
      schema: {
        operationId: 'sendWordToPractice',
        tags: ['Messages'],
        summary: "Tell the person's practice what you saw, routine or the same day",
        params: ReferralId,
        body: WordBody,
        response: { 201: WordSentBody, ...refusals('not-found') },
      },
    },
    (request, reply) =>
      answerOnce(request, reply, (context) => sendWordToPractice(context, { ...request.params, ...request.body }), {
        status: 201,
        toBody: ({ messageId, acknowledgeBy }) => ({ messageId, acknowledgeBy: acknowledgeBy?.toISOString() ?? null }),
      }),
  )
}
