import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import type { Role } from '../../platform/context.ts'
import { answerOnce } from '../../platform/http/once.ts'
import { refusals } from '../../platform/http/problem-answers.ts'
import {
  ClosedOrganisationBody,
  CloseOrganisationBody,
  EndServingBody,
  OrganisationId,
  ServedPracticeBody,
  ServedPracticeId,
  ServedPracticesBody,
  ServePracticeBody,
} from './contract.ts'
import { closeOrganisation } from './use-cases/close-organisation.ts'
import { endServedPractice } from './use-cases/end-served-practice.ts'
import { listServedPractices } from './use-cases/list-served-practices.ts'
import { servePractice } from './use-cases/serve-practice.ts'

const ADMINISTRATOR: readonly Role[] = ['administrator']
const tags = ['Organisations']
const ONCE = ['request-in-flight', 'key-used-for-another-request'] as const

export const successionApi: FastifyPluginAsyncZod = async (app) => {
  app.post(
    '/organisations/:organisationId/close',
    {
      config: { access: ADMINISTRATOR },
      schema: {
        operationId: 'closeOrganisation',
        tags,
        summary: 'Close a practice or team into its successor: open work moves, history names the old one',
        params: OrganisationId,
        body: CloseOrganisationBody,
        response: { 200: ClosedOrganisationBody, ...refusals('not-found', 'already-done', ...ONCE) },
      },
    },
    (request, reply) =>
      answerOnce(request, reply, (context) => closeOrganisation(context, { ...request.params, ...request.body })),
  )

  app.get(
    '/organisations/:organisationId/served-practices',
    {
      config: { access: 'signed-in' },
      schema: {
        operationId: 'listServedPractices',
        tags,
        summary: 'Which practices a case-management team serves, from day to day',
        params: OrganisationId,
        response: { 200: ServedPracticesBody, ...refusals('not-found') },
      },
    },
    async (request) => ({ items: await listServedPractices(request.context, request.params) }),
  )

  app.post(
    '/organisations/:organisationId/served-practices',
    {
      config: { access: ADMINISTRATOR },
      schema: {
        operationId: 'servePractice',
        tags,
        summary: 'Say that a team serves one more practice',
        params: OrganisationId,
        body: ServePracticeBody,
        response: { 201: ServedPracticeBody, ...refusals('not-found', 'already-done', 'not-possible', ...ONCE) },
      },
    },
    (request, reply) =>
      answerOnce(request, reply, (context) => servePractice(context, { ...request.params, ...request.body }), {
        status: 201,
      }),
  )

  app.post(
    '/served-practices/:servedPracticeId/end',
    {
      config: { access: ADMINISTRATOR },
      schema: {
        operationId: 'endServedPractice',
        tags,
        summary: 'Say that a team serves a practice no longer: it reads nothing more of its people',
        params: ServedPracticeId,
        body: EndServingBody,
        response: { 200: ServedPracticeBody, ...refusals('not-found', ...ONCE) },
      },
    },
    (request, reply) =>
      answerOnce(request, reply, (context) => endServedPractice(context, { ...request.params, ...request.body })),
  )
}
