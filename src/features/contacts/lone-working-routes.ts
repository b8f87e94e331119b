import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { answerOnce } from '../../platform/http/once.ts'
import { refusals } from '../../platform/http/problem-answers.ts'
import { ContactBody, ContactId, toContactBody } from './contract.ts'
import {
  AlarmBody,
  AlarmId,
  AlarmsBody,
  EndAlarmBody,
  LateBody,
  toAlarmBody,
  toAlarmItem,
  toInsideBody,
} from './lone-working-contract.ts'
import { endAlarm, takeAlarm } from './use-cases/answer-alarm.ts'
import { listAlarms } from './use-cases/list-alarms.ts'
import { sayLate } from './use-cases/say-late.ts'

const SERVICE = ['advisor', 'team-lead'] as const
const tags = ['Contacts']

/** Workers who went in alone and are not back. */
export const loneWorkingRoutes: FastifyPluginAsyncZod = async (app) => {
  app.get(
    '/lone-working',
    {
      config: { access: SERVICE },
      schema: {
        operationId: 'listLoneWorkingAlarms',
        tags,
        summary: 'Who is not back from a visit, who was told, and whether anybody is watching',
        response: { 200: AlarmsBody, ...refusals() },
      },
    },
    async (request) => {
      const { watching, lastRunAt, items, inside } = await listAlarms(request.context)
      return {
        watching,
        lastRunAt: lastRunAt?.toISOString() ?? null,
        inside: inside.map(toInsideBody),
        items: items.map(toAlarmItem),
      }
    },
  )

  app.post(
    '/contacts/:contactId/running-late',
    {
      config: { access: SERVICE },
      schema: {
        operationId: 'sayLate',
        tags,
        summary: 'Say that the worker inside is late, so that nobody is alarmed yet',
        params: ContactId,
        body: LateBody,
        response: { 200: ContactBody, ...refusals('not-found', 'step-not-open') },
      },
    },
    (request, reply) => {
      const now = request.context.now()
      return answerOnce(
        request,
        reply,
        (context) => sayLate(context, { minutes: 30, ...request.params, ...request.body }),
        {
          toBody: (contact) => toContactBody(contact, { isService: true, level: 'everything', now }),
        },
      )
    },
  )

  app.post(
    '/lone-working/:alarmId/take',
    {
      config: { access: SERVICE },
      schema: {
        operationId: 'takeAlarm',
        tags,
        summary: 'Say "I have it" about a worker who is not back',
        params: AlarmId,
        response: { 200: AlarmBody, ...refusals('not-found', 'already-done', 'not-possible') },
      },
    },
    (request, reply) =>
      answerOnce(request, reply, (context) => takeAlarm(context, request.params), { toBody: toAlarmBody }),
  )

  app.post(
    '/lone-working/:alarmId/end',
    {
      config: { access: SERVICE },
      schema: {
        operationId: 'endAlarm',
        tags,
        summary: 'Write what was found of a worker who was not back',
        params: AlarmId,
        body: EndAlarmBody,
        response: { 200: AlarmBody, ...refusals('not-found', 'already-done') },
      },
    },
    (request, reply) =>
      answerOnce(request, reply, (context) => endAlarm(context, { ...request.params, ...request.body }), {
        toBody: toAlarmBody,
      }),
  )
}
