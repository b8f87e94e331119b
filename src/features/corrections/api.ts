import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { answerOnce } from '../../platform/http/once.ts'
import { refusals } from '../../platform/http/problem-answers.ts'
import { ReferralId, stepRoutes } from '../referrals/public.ts'
import {
  CorrectionBody,
  CorrectionsBody,
  CorrectionsQuery,
  InErrorBody,
  MovedBody,
  MoveReferralBody,
  NewCorrectionBody,
  PersonId,
  toCorrection,
} from './contract.ts'
import { type Corrected, correctRecord } from './use-cases/correct-record.ts'
import { enterReferralInError } from './use-cases/enter-referral-in-error.ts'
import { listCorrections } from './use-cases/list-corrections.ts'
import { type Moved, moveReferral } from './use-cases/move-referral.ts'

const tags = ['Corrections']

export const correctionApi: FastifyPluginAsyncZod = async (app) => {
  app.post(
    '/corrections',
    {
      config: { access: ['team-lead'] },
      schema: {
        operationId: 'correctRecord',
        tags,
        summary:
          'Say that something was written on the wrong record: it goes where it belongs, and whoever had it is told',
        body: NewCorrectionBody,
        response: {
          201: CorrectionBody,
          ...refusals(
            'not-found',
            'step-not-open',
            'already-done',
            'no-place-left',
            'not-possible',
            'request-in-flight',
            'key-used-for-another-request',
          ),
        },
      },
    },
    (request, reply) =>
      answerOnce(request, reply, (context) => correctRecord(context, request.body), {
        status: 201,
        toBody: ({ correction, told }: Corrected) => ({ ...toCorrection(correction), told }),
      }),
  )

  app.get(
    '/people/:personId/corrections',
    {
      config: { access: ['team-lead'] },
      schema: {
        operationId: 'listCorrections',
        tags,
        summary: 'What was taken out of a record, as it stood, and what came into it',
        params: PersonId,
        querystring: CorrectionsQuery,
        response: { 200: CorrectionsBody, ...refusals('not-found') },
      },
    },
    async (request) => {
      const { items, next } = await listCorrections(request.context, { ...request.params, ...request.query })
      return { items: items.map((item) => ({ ...toCorrection(item), original: item.original })), next }
    },
  )

  app.post(
    '/referrals/:referralId/move',
    {
      config: { access: ['team-lead'] },
      schema: {
        operationId: 'moveReferral',
        tags,
        summary:
          'The whole referral is of somebody else: it goes to them with everything in it; moving it back undoes it',
        params: ReferralId,
        body: MoveReferralBody,
        response: {
          201: MovedBody,
          ...refusals(
            'not-found',
            'step-not-open',
            'not-possible',
            'open-referral-exists',
            'request-in-flight',
            'key-used-for-another-request',
          ),
        },
      },
    },
    (request, reply) =>
      answerOnce(request, reply, (context) => moveReferral(context, { ...request.params, ...request.body }), {
        status: 201,
        toBody: ({ correction, told, recalled }: Moved) => ({ ...toCorrection(correction), told, recalled }),
      }),
  )

  stepRoutes(app)(
    {
      name: 'enter-in-error',
      operationId: 'enterReferralInError',
      summary: 'Say that the referral should never have been; whoever was told of it is told so',
      access: ['referrer', 'advisor', 'team-lead'],
      body: InErrorBody,
    },
    enterReferralInError,
  )
}
