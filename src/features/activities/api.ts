import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import type { Role } from '../../platform/context.ts'
import { answerOnce, etag, versionToChange } from '../../platform/http/once.ts'
import { refusals } from '../../platform/http/problem-answers.ts'
import { getScheme } from '../schemes/public.ts'
import {
  ActivitiesBody,
  ActivitiesQuery,
  ActivityBody,
  ActivityId,
  ActivityPatch,
  NewActivityBody,
  toActivityBody,
} from './contract.ts'
import { ActivityRecordBody, toActivityRecordBody } from './keeping-contract.ts'
import { keepingRoutes } from './keeping-routes.ts'
import { sessionRoutes } from './session-routes.ts'
import type { Activity } from './store.ts'
import { addActivity } from './use-cases/add-activity.ts'
import { amendActivity } from './use-cases/amend-activity.ts'
import { listActivities } from './use-cases/list-activities.ts'
import { readActivity } from './use-cases/read-activity.ts'

const EDITORS: readonly Role[] = ['advisor', 'team-lead', 'provider', 'administrator']
const READERS: readonly Role[] = ['referrer', ...EDITORS]
const tags = ['Activities']

export const activityApi: FastifyPluginAsyncZod = async (app) => {
  await app.register(sessionRoutes)
  await app.register(keepingRoutes)
  app.get(
    '/activities',
    {
      config: { access: READERS },
      schema: {
        operationId: 'listActivities',
        tags,
        summary: 'What there is for people, by name, and whether there is room',
        querystring: ActivitiesQuery,
        response: { 200: ActivitiesBody, ...refusals() },
      },
    },
    async (request) => {
      const scheme = await getScheme(request.context)
      const { items, next } = await listActivities(request.context, request.query)
      return { items: items.map((activity) => toActivityBody(activity, scheme)), next }
    },
  )

  app.post(
    '/activities',
    {
      config: { access: EDITORS },
      schema: {
        operationId: 'addActivity',
        tags,
        summary: 'Add an activity to the directory',
        body: NewActivityBody,
        response: { 201: ActivityBody, ...refusals('key-used-for-another-request', 'request-in-flight') },
      },
    },
    async (request, reply) => {
      const scheme = await getScheme(request.context)
      return answerOnce(request, reply, (context) => addActivity(context, request.body), {
        status: 201,
        toBody: (activity: Activity) => toActivityBody(activity, scheme),
      })
    },
  )

  app.get(
    '/activities/:activityId',
    {
      config: { access: READERS },
      schema: {
        operationId: 'readActivity',
        tags,
        summary: 'One activity',
        params: ActivityId,
        response: { 200: ActivityRecordBody, ...refusals('not-found') },
      },
    },
    async (request, reply) => {
      const { context } = request
      const activity = await readActivity(context, request.params)
      reply.header('etag', etag(activity.version))
      return toActivityRecordBody(activity, await getScheme(context))
    },
  )

  app.patch(
    '/activities/:activityId',
    {
      config: { access: EDITORS },
      schema: {
        operationId: 'amendActivity',
        tags,
        summary: 'Change what a provider says, its capacity, or whether it is open',
        params: ActivityId,
        body: ActivityPatch,
        response: {
          200: ActivityBody,
          ...refusals('not-found', 'not-possible', 'changed-by-someone-else', 'version-needed', 'request-in-flight'),
        },
      },
    },
    async (request, reply) => {
      const { context } = request
      const activity = await amendActivity(context, {
        ...request.params,
        version: versionToChange(request),
        patch: request.body,
      })
      reply.header('etag', etag(activity.version))
      return toActivityBody(activity, await getScheme(context))
    },
  )
}
