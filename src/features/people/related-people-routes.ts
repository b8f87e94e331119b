import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Role } from '../../platform/context.ts'
import { answerOnce, etag, versionToChange } from '../../platform/http/once.ts'
import { refusals } from '../../platform/http/problem-answers.ts'
import { PersonId } from './contract.ts'
import {
  CallBody,
  CallerAnswer,
  CallerBody,
  CallsBody,
  CallsQuery,
  NewCallBody,
  RelatedPersonAnswer,
  RelatedPersonBody,
  RelatedPersonId,
  RelatedPersonPatch,
  toCallBody,
  toRelatedPersonAnswer,
} from './related-people-contract.ts'
import { addRelatedPerson } from './use-cases/add-related-person.ts'
import { amendRelatedPerson } from './use-cases/amend-related-person.ts'
import { checkCaller } from './use-cases/check-caller.ts'
import { endRelatedPerson } from './use-cases/end-related-person.ts'
import { keepCall } from './use-cases/keep-call.ts'
import { listCalls } from './use-cases/list-calls.ts'

const CARE: readonly Role[] = ['referrer', 'advisor', 'team-lead']
const tags = ['People']
const ONCE = ['request-in-flight', 'key-used-for-another-request'] as const

/** Family, carers and neighbours: who they are, what they may be told, and what they rang about. */
export const relatedPeopleRoutes: FastifyPluginAsyncZod = async (app) => {
  app.post(
    '/people/:personId/related-people',
    {
      config: { access: CARE },
      schema: {
        operationId: 'addRelatedPerson',
        tags,
        summary: 'Add a carer, an emergency contact, a neighbour',
        params: PersonId,
        body: RelatedPersonBody,
        response: { 201: z.object({ id: z.uuid() }), ...refusals('not-found', ...ONCE) },
      },
    },
    (request, reply) =>
      answerOnce(request, reply, (context) => addRelatedPerson(context, { ...request.params, related: request.body }), {
        status: 201,
      }),
  )

  app.patch(
    '/people/:personId/related-people/:relatedPersonId',
    {
      config: { access: CARE },
      schema: {
        operationId: 'amendRelatedPerson',
        tags,
        summary: 'Correct who somebody is to the person, and what they may be told by the yes of the person',
        params: RelatedPersonId,
        body: RelatedPersonPatch,
        response: { 200: RelatedPersonAnswer, ...refusals('not-found', 'changed-by-someone-else', 'version-needed') },
      },
    },
    async (request, reply) => {
      const version = versionToChange(request)
      const related = await amendRelatedPerson(request.context, { ...request.params, version, patch: request.body })
      reply.header('etag', etag(related.version))
      return toRelatedPersonAnswer(related)
    },
  )

  app.post(
    '/people/:personId/related-people/:relatedPersonId/end',
    {
      config: { access: CARE },
      schema: {
        operationId: 'endRelatedPerson',
        tags,
        summary: 'Say that somebody is not part of the life of the person any more',
        params: RelatedPersonId,
        response: { 200: z.object({ id: z.uuid() }), ...refusals('not-found', ...ONCE) },
      },
    },
    (request, reply) => answerOnce(request, reply, (context) => endRelatedPerson(context, request.params)),
  )

  app.post(
    '/people/:personId/callers/check',
    {
      config: { access: CARE, changesNothing: true },
      schema: {
        operationId: 'checkCaller',
        tags,
        summary: 'Someone is ringing about this person: whether and what may be said, in one line',
        params: PersonId,
        body: CallerBody,
        response: { 200: CallerAnswer, ...refusals('not-found') },
      },
    },
    async (request) => checkCaller(request.context, { ...request.params, ...request.body }),
  )

  app.post(
    '/people/:personId/calls-from-others',
    {
      config: { access: CARE },
      schema: {
        operationId: 'keepCallFromOther',
        tags,
        summary: 'Keep a call by somebody else: who rang, about what, and what was said',
        params: PersonId,
        body: NewCallBody,
        response: { 201: CallBody, ...refusals('not-found', ...ONCE) },
      },
    },
    (request, reply) =>
      answerOnce(request, reply, (context) => keepCall(context, { ...request.params, ...request.body }), {
        status: 201,
        toBody: toCallBody,
      }),
  )

  app.get(
    '/people/:personId/calls-from-others',
    {
      config: { access: CARE },
      schema: {
        operationId: 'listCallsFromOthers',
        tags,
        summary: 'Calls by others about a person that were made to my organisation, the newest first',
        params: PersonId,
        querystring: CallsQuery,
        response: { 200: CallsBody, ...refusals('not-found') },
      },
    },
    async (request) => {
      const { items, next } = await listCalls(request.context, { ...request.params, ...request.query })
      return { items: items.map(toCallBody), next }
    },
  )
}
