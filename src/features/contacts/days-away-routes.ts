import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { answerOnce } from '../../platform/http/once.ts'
import { refusals } from '../../platform/http/problem-answers.ts'
import {
  DaysAwayBody,
  DaysAwayQuery,
  MembershipId,
  PhoneListBody,
  PhoneListQuery,
  SettleDaysAwayBody,
  SettledBody,
  ToldBody,
  toDaysAwayBody,
  toPhoneListItem,
  toVisitChangeBody,
  VisitChangeBody,
  VisitChangeId,
} from './days-away-contract.ts'
import { readPhoneList, tickTold } from './use-cases/follow-phone-list.ts'
import { listDaysAway } from './use-cases/list-days-away.ts'
import { settleDaysAway } from './use-cases/settle-days-away.ts'

const SERVICE = ['advisor', 'team-lead'] as const
const tags = ['Contacts']

/** A worker is away: what they leave behind on one list, settled in one step, and who has to be rung. */
export const daysAwayRoutes: FastifyPluginAsyncZod = async (app) => {
  app.get(
    '/memberships/:membershipId/days-away',
    {
      config: { access: SERVICE },
      schema: {
        operationId: 'listDaysAway',
        tags,
        summary: 'What a worker who is away leaves behind: visits, calls, what is due, notes not written',
        params: MembershipId,
        querystring: DaysAwayQuery,
        response: { 200: DaysAwayBody, ...refusals('not-found') },
      },
    },
    async (request) => {
      const { from = request.context.today(), to = from } = request.query
      return toDaysAwayBody(await listDaysAway(request.context, { ...request.params, to }), from)
    },
  )

  app.post(
    '/memberships/:membershipId/days-away',
    {
      config: { access: SERVICE },
      schema: {
        operationId: 'settleDaysAway',
        tags,
        summary: 'Keep with a cover, move or cancel each contact of a worker who is away: all, or nothing',
        params: MembershipId,
        body: SettleDaysAwayBody,
        response: { 200: SettledBody, ...refusals('not-found', 'not-possible') },
      },
    },
    (request, reply) =>
      answerOnce(request, reply, (context) => settleDaysAway(context, { ...request.params, ...request.body }), {
        toBody: (contacts) => ({
          items: contacts.map(({ id, workerId, plannedStart, happened }) => ({
            contactId: id,
            workerId,
            plannedStart: plannedStart?.toISOString() ?? null,
            happened,
          })),
        }),
      }),
  )

  app.get(
    '/phone-list',
    {
      config: { access: SERVICE },
      schema: {
        operationId: 'readPhoneList',
        tags,
        summary: 'Who is to be rung because somebody else comes, another day or nobody, in the order of the day',
        querystring: PhoneListQuery,
        response: { 200: PhoneListBody, ...refusals() },
      },
    },
    async (request) => {
      const { on = request.context.today() } = request.query
      return { items: (await readPhoneList(request.context, { on })).map(toPhoneListItem) }
    },
  )

  app.post(
    '/phone-list/:visitChangeId/told',
    {
      config: { access: SERVICE },
      schema: {
        operationId: 'tickTold',
        tags,
        summary: 'Say that the person knows, and how',
        params: VisitChangeId,
        body: ToldBody,
        response: { 200: VisitChangeBody, ...refusals('not-found', 'already-done', 'not-possible') },
      },
    },
    (request, reply) =>
      answerOnce(request, reply, (context) => tickTold(context, { ...request.params, ...request.body }), {
        toBody: toVisitChangeBody,
      }),
  )
}
