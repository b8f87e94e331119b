import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { answerOnce, etag, versionToChange } from '../../platform/http/once.ts'
import { refusals } from '../../platform/http/problem-answers.ts'
import { CohortBody, CohortId, CohortPatch, CohortsBody, NewCohortBody, toCohortBody } from './cohort-contract.ts'
import { ActivityId } from './contract.ts'
import {
  ActivitySessionBody,
  ActivitySessionsBody,
  CancelSessionBody,
  MoveSessionBody,
  RestoreSessionBody,
  SessionsQuery,
  toSessionBody,
} from './session-contract.ts'
import { addCohort } from './use-cases/add-cohort.ts'
import { amendCohort } from './use-cases/amend-cohort.ts'
import { cancelSession, moveSession, restoreSession } from './use-cases/change-session.ts'
import { listCohorts } from './use-cases/list-cohorts.ts'
import { listSessions } from './use-cases/list-sessions.ts'

const EDITORS = ['advisor', 'team-lead', 'provider', 'administrator'] as const
const READERS = ['referrer', ...EDITORS] as const
const tags = ['Activities']

/** When an activity is held, one session at a time, and the runs of a programme. */
export const sessionRoutes: FastifyPluginAsyncZod = async (app) => {
  app.get(
    '/activities/:activityId/sessions',
    {
      config: { access: READERS },
      schema: {
        operationId: 'listSessions',
        tags,
        summary: 'When an activity is held: by its schedule, with what was cancelled and moved',
        params: ActivityId,
        querystring: SessionsQuery,
        response: { 200: ActivitySessionsBody, ...refusals('not-found') },
      },
    },
    async (request) => {
      const sessions = await listSessions(request.context, { ...request.params, ...request.query })
      return { items: sessions.map(toSessionBody) }
    },
  )

  app.post(
    '/activities/:activityId/sessions/cancel',
    {
      config: { access: EDITORS },
      schema: {
        operationId: 'cancelSession',
        tags,
        summary: 'Cancel one session; those who come are told',
        params: ActivityId,
        body: CancelSessionBody,
        response: {
          200: ActivitySessionBody,
          ...refusals('not-found', 'not-possible', 'already-done', 'request-in-flight'),
        },
      },
    },
    (request, reply) =>
      answerOnce(request, reply, (context) => cancelSession(context, { ...request.params, ...request.body }), {
        toBody: toSessionBody,
      }),
  )

  app.post(
    '/activities/:activityId/sessions/move',
    {
      config: { access: EDITORS },
      schema: {
        operationId: 'moveSession',
        tags,
        summary: 'Hold one session on another day or at another time; those who come are told',
        params: ActivityId,
        body: MoveSessionBody,
        response: { 200: ActivitySessionBody, ...refusals('not-found', 'not-possible', 'request-in-flight') },
      },
    },
    (request, reply) =>
      answerOnce(request, reply, (context) => moveSession(context, { ...request.params, ...request.body }), {
        toBody: toSessionBody,
      }),
  )

  app.post(
    '/activities/:activityId/sessions/restore',
    {
      config: { access: EDITORS },
      schema: {
        operationId: 'restoreSession',
        tags,
        summary: 'Hold a session after all that was cancelled, when the schedule has it; those who come are told',
        params: ActivityId,
        body: RestoreSessionBody,
        response: {
          200: ActivitySessionBody,
          ...refusals('not-found', 'not-possible', 'already-done', 'request-in-flight'),
        },
      },
    },
    (request, reply) =>
      answerOnce(request, reply, (context) => restoreSession(context, { ...request.params, ...request.body }), {
        toBody: toSessionBody,
      }),
  )

  app.get(
    '/activities/:activityId/cohorts',
    {
      config: { access: READERS },
      schema: {
        operationId: 'listCohorts',
        tags,
        summary: 'The runs of a programme of a fixed number of weeks',
        params: ActivityId,
        response: { 200: CohortsBody, ...refusals('not-found') },
      },
    },
    async (request) => ({ items: (await listCohorts(request.context, request.params)).map(toCohortBody) }),
  )

  app.post(
    '/activities/:activityId/cohorts',
    {
      config: { access: EDITORS },
      schema: {
        operationId: 'addCohort',
        tags,
        summary: 'Add a run of a programme',
        params: ActivityId,
        body: NewCohortBody,
        response: { 201: CohortBody, ...refusals('not-found') },
      },
    },
    (request, reply) =>
      answerOnce(request, reply, (context) => addCohort(context, { ...request.params, ...request.body }), {
        status: 201,
        toBody: toCohortBody,
      }),
  )

  app.patch(
    '/cohorts/:cohortId',
    {
      config: { access: EDITORS },
      schema: {
        operationId: 'amendCohort',
        tags,
        summary: 'Change a run: its name, days and places, or that nobody new comes',
        params: CohortId,
        body: CohortPatch,
        response: {
          200: CohortBody,
          ...refusals('not-found', 'not-possible', 'changed-by-someone-else', 'version-needed', 'request-in-flight'),
        },
      },
    },
    async (request, reply) => {
      const cohort = await amendCohort(request.context, {
        ...request.params,
        version: versionToChange(request),
        patch: request.body,
      })
      reply.header('etag', etag(cohort.version))
      return toCohortBody(cohort)
    },
  )
}
