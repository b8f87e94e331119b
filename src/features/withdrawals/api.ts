import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import type { Role } from '../../platform/context.ts'
import { answerOnce } from '../../platform/http/once.ts'
import { refusals } from '../../platform/http/problem-answers.ts'
import { INSTEAD_OF } from '../messages/public.ts'
import { ConsentBody, PersonId } from '../people/public.ts'
import {
  AnsweredConsentBody,
  DestructionAnswerBody,
  DestructionRequestBody,
  RequestId,
  RequestsBody,
  RequestsQuery,
  ToldBody,
  toListedRequest,
  toRequestBody,
  toToldItem,
} from './contract.ts'
import { answerConsent } from './use-cases/answer-consent.ts'
import { answerDestructionRequest } from './use-cases/answer-destruction-request.ts'
import { listDestructionRequests } from './use-cases/list-destruction-requests.ts'
import { readTold } from './use-cases/read-told.ts'

const CARE: readonly Role[] = ['referrer', 'advisor', 'team-lead']
const SERVICE: readonly Role[] = ['advisor', 'team-lead']
const ONCE = ['request-in-flight', 'key-used-for-another-request'] as const
const tags = ['People']

export const withdrawalApi: FastifyPluginAsyncZod = async (app) => {
  app.post(
    '/people/:personId/consents',
    {
      config: { access: CARE },
      schema: {
        operationId: 'recordConsent',
        tags,
        summary: 'Record what the person agreed to, refused or withdrew; a withdrawal says what stopped',
        params: PersonId,
        body: ConsentBody,
        response: { 201: AnsweredConsentBody, ...refusals('not-found', ...ONCE) },
      },
    },
    (request, reply) =>
      answerOnce(request, reply, (context) => answerConsent(context, { ...request.params, ...request.body }), {
        status: 201,
      }),
  )

  app.get(
    '/people/:personId/told',
    {
      config: { access: [...SERVICE, 'privacy-officer'] },
      schema: {
        operationId: 'readTold',
        tags,
        summary: 'Who was told what kind of thing of a person, and when',
        params: PersonId,
        response: { 200: ToldBody, ...refusals('not-found') },
      },
    },
    async (request) => {
      const { items, requests, isPlacing } = await readTold(request.context, request.params)
      const instead = INSTEAD_OF.activity
      return {
        items: items.map((row) => toToldItem(row, { isPlacing, instead })),
        requests: requests.map(toRequestBody),
      }
    },
  )

  app.get(
    '/destruction-requests',
    {
      config: { access: [...SERVICE, 'privacy-officer'] },
      schema: {
        operationId: 'listDestructionRequests',
        tags,
        summary: 'Who was asked to destroy what they hold, across people',
        querystring: RequestsQuery,
        response: { 200: RequestsBody, ...refusals() },
      },
    },
    async (request) => {
      const { items, next } = await listDestructionRequests(request.context, request.query)
      return { items: items.map(toListedRequest), next }
    },
  )

  app.post(
    '/destruction-requests/:requestId/answer',
    {
      config: { access: SERVICE },
      schema: {
        operationId: 'answerDestructionRequest',
        tags,
        summary: 'Write down what somebody said who was asked to destroy what they hold',
        params: RequestId,
        body: DestructionAnswerBody,
        response: { 200: DestructionRequestBody, ...refusals('not-found', 'already-done', ...ONCE) },
      },
    },
    (request, reply) =>
      answerOnce(
        request,
        reply,
        (context) => answerDestructionRequest(context, { ...request.params, ...request.body }),
        { toBody: toRequestBody },
      ),
  )
}
