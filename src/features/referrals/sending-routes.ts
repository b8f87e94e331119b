import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import type { Role } from '../../platform/context.ts'
import { answerOnce } from '../../platform/http/once.ts'
import { refusals } from '../../platform/http/problem-answers.ts'
import {
  AdditionBody,
  CliniciansBody,
  DemographicsFoundBody,
  DemographicsLineBody,
  ReadBackAnswer,
  ReadBackQuestion,
  ReferralId,
  ReferralStateBody,
  SubmitBody,
  SubmittedBody,
  toReferralStateBody,
} from './contract.ts'
import { parseDemographicsLine } from './demographics-line.ts'
import { FoundReferralsBody, ReferralSearchBody, toReferralItem } from './list-contract.ts'
import { addToReferral } from './use-cases/add-to-referral.ts'
import { findReferrals } from './use-cases/find-referrals.ts'
import { listClinicians } from './use-cases/list-clinicians.ts'
import { readBackDetails } from './use-cases/read-back-details.ts'
import { submitReferral } from './use-cases/submit-referral.ts'

const BOTH_SIDES: readonly Role[] = ['referrer', 'advisor', 'team-lead']
const tags = ['Referrals']
const ONCE = ['request-in-flight', 'key-used-for-another-request'] as const

/** Around sending: what is read back, the draft that is sent, what is added to an open referral. */
export const sendingRoutes: FastifyPluginAsyncZod = async (app) => {
  app.post(
    '/referrals/read-back',
    {
      config: { access: BOTH_SIDES, changesNothing: true },
      schema: {
        operationId: 'readBack',
        tags,
        summary: 'Number, name, birth date and address as they will stand, to be read back before sending',
        body: ReadBackQuestion,
        response: { 200: ReadBackAnswer, ...refusals() },
      },
    },
    async (request) => readBackDetails(request.context, request.body),
  )

  app.post(
    '/referrals/demographics-line',
    {
      config: { access: BOTH_SIDES, changesNothing: true },
      schema: {
        operationId: 'readDemographicsLine',
        tags,
        summary: 'The line copied from a clinical system, read into fields to be checked; nothing of it is kept',
        body: DemographicsLineBody,
        response: { 200: DemographicsFoundBody, ...refusals() },
      },
    },
    async (request) => parseDemographicsLine(request.body.text),
  )

  app.post(
    '/referrals/search',
    {
      config: { access: BOTH_SIDES, changesNothing: true },
      schema: {
        operationId: 'findReferrals',
        tags,
        summary: 'Referrals of my side by name, NHS number or reference, whatever became of them',
        body: ReferralSearchBody,
        response: { 200: FoundReferralsBody, ...refusals() },
      },
    },
    async (request) => {
      const { context, body } = request
      return { items: (await findReferrals(context, body)).map((row) => toReferralItem(row, context.today())) }
    },
  )

  app.get(
    '/referrals/clinicians',
    {
      config: { access: ['referrer'] },
      schema: {
        operationId: 'listClinicians',
        tags,
        summary: 'On whose behalf my organisation referred lately, the last first',
        response: { 200: CliniciansBody, ...refusals() },
      },
    },
    async (request) => ({ items: await listClinicians(request.context) }),
  )

  app.post(
    '/referrals/:referralId/submit',
    {
      config: { access: BOTH_SIDES },
      schema: {
        operationId: 'submitReferral',
        tags,
        summary: 'Send a draft',
        params: ReferralId,
        body: SubmitBody,
        response: {
          200: SubmittedBody,
          ...refusals(
            'not-found',
            'step-not-open',
            'consent-needed',
            'not-eligible',
            'referral-incomplete',
            'read-back-needed',
            'open-referral-exists',
            ...ONCE,
          ),
        },
      },
    },
    (request, reply) => {
      const { actor, today } = request.context
      return answerOnce(request, reply, (context) => submitReferral(context, { ...request.params, ...request.body }), {
        toBody: ({ referral, readBack }) => ({ ...toReferralStateBody(referral, actor, today()), readBack }),
      })
    },
  )

  app.post(
    '/referrals/:referralId/notes',
    {
      config: { access: BOTH_SIDES },
      schema: {
        operationId: 'addToReferral',
        tags,
        summary: 'Add something to an open referral, instead of making a second one',
        params: ReferralId,
        body: AdditionBody,
        response: { 200: ReferralStateBody, ...refusals('not-found', 'step-not-open', ...ONCE) },
      },
    },
    (request, reply) => {
      const { actor, today } = request.context
      return answerOnce(request, reply, (context) => addToReferral(context, { ...request.params, ...request.body }), {
        toBody: (referral) => toReferralStateBody(referral, actor, today()),
      })
    },
  )
}
