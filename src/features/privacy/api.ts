import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { refusals } from '../../platform/http/problem-answers.ts'
import { PersonId } from '../people/public.ts'
import { closedRoutes } from './closed-routes.ts'
import {
  BulkLookingAnswer,
  BulkLookingQuery,
  LookersAnswer,
  LooksAtPersonAnswer,
  LooksAtPersonBody,
  LooksByMemberAnswer,
  LooksByMemberQuery,
  MembershipId,
} from './contract.ts'
import { noticeRoutes } from './notice-routes.ts'
import { listBulkLooking } from './use-cases/list-bulk-looking.ts'
import { listLookers } from './use-cases/list-lookers.ts'
import { listLooksAtPerson } from './use-cases/list-looks-at-person.ts'
import { listLooksByMember } from './use-cases/list-looks-by-member.ts'
import { watchRoutes } from './watch-routes.ts'

const OFFICER = ['privacy-officer'] as const
const tags = ['Privacy']

export const privacyApi: FastifyPluginAsyncZod = async (app) => {
  await app.register(closedRoutes)
  await app.register(watchRoutes)
  await app.register(noticeRoutes)

  app.post(
    '/audit/looks-at-person',
    {
      config: { access: OFFICER, changesNothing: true },
      schema: {
        operationId: 'listLooksAtPerson',
        tags,
        summary: 'Who looked at a person, the latest first: sealed looks only, which are a minute old',
        body: LooksAtPersonBody,
        response: { 200: LooksAtPersonAnswer, ...refusals('not-found') },
      },
    },
    async (request) => {
      const { items, next } = await listLooksAtPerson(request.context, request.body)
      return { next, items: items.map(({ id: _, at, ...look }) => ({ ...look, at: at.toISOString() })) }
    },
  )

  app.get(
    '/people/:personId/lookers',
    {
      config: { access: ['advisor', 'team-lead'] },
      schema: {
        operationId: 'listLookers',
        tags,
        summary:
          'Who of those who care for a person looked at them in the last 90 days: names and days, sealed looks only',
        params: PersonId,
        response: { 200: LookersAnswer, ...refusals('not-found') },
      },
    },
    async (request) => {
      const lookers = await listLookers(request.context, request.params)
      return { items: lookers.map(({ lastAt, ...looker }) => ({ ...looker, lastAt: lastAt.toISOString() })) }
    },
  )

  app.get(
    '/audit/members/:membershipId/looks',
    {
      config: { access: OFFICER },
      schema: {
        operationId: 'listLooksByMember',
        tags,
        summary: 'What a member of staff looked at and did, the latest first',
        params: MembershipId,
        querystring: LooksByMemberQuery,
        response: { 200: LooksByMemberAnswer, ...refusals('not-found') },
      },
    },
    async (request) => {
      const { items, next } = await listLooksByMember(request.context, { ...request.params, ...request.query })
      return { next, items: items.map(({ at, id: _, ...look }) => ({ ...look, at: at.toISOString() })) }
    },
  )

  app.get(
    '/audit/bulk-looking',
    {
      config: { access: OFFICER },
      schema: {
        operationId: 'listBulkLooking',
        tags,
        summary: 'Who opened the records of many people within an hour',
        querystring: BulkLookingQuery,
        response: { 200: BulkLookingAnswer, ...refusals() },
      },
    },
    async (request) => {
      const rows = await listBulkLooking(request.context, request.query)
      return { items: rows.map(({ hour, ...look }) => ({ ...look, hour: hour.toISOString() })) }
    },
  )
}
