import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import type { Context, Role } from '../../platform/context.ts'
import { answerOnce, etag, versionToChange } from '../../platform/http/once.ts'
import { refusals } from '../../platform/http/problem-answers.ts'
import { ReferralId } from '../referrals/public.ts'
import {
  CheckBody,
  ContactBody,
  ContactId,
  ContactPatch,
  ContactsBody,
  ContactsQuery,
  DayContactsBody,
  DayQuery,
  NewContactBody,
  toContactBody,
  toDayContact,
} from './contract.ts'
import { daysAwayRoutes } from './days-away-routes.ts'
import { loneWorkingRoutes } from './lone-working-routes.ts'
import { noReplyRoutes } from './no-reply-routes.ts'
import type { ContactRecord } from './store.ts'
import { amendContact } from './use-cases/amend-contact.ts'
import { checkIn } from './use-cases/check-in.ts'
import { checkOut } from './use-cases/check-out.ts'
import { listContacts } from './use-cases/list-contacts.ts'
import { listDay } from './use-cases/list-day.ts'
import { recordContact } from './use-cases/record-contact.ts'
import { takeBackCheck } from './use-cases/take-back-check.ts'
import { visitLinkRoutes } from './visit-link-routes.ts'

const SERVICE: readonly Role[] = ['advisor', 'team-lead']
const BOTH_SIDES: readonly Role[] = ['referrer', 'advisor', 'team-lead']
const ONCE = ['request-in-flight', 'key-used-for-another-request'] as const
const tags = ['Contacts']

/** Only the service writes contacts, so whoever is answered here reads all of one. */
const toWrittenBody = (context: Context) => (contact: ContactRecord) =>
  toContactBody(contact, { isService: true, level: 'everything', now: context.now() })

export const contactApi: FastifyPluginAsyncZod = async (app) => {
  await app.register(daysAwayRoutes)
  await app.register(visitLinkRoutes)
  await app.register(noReplyRoutes)
  await app.register(loneWorkingRoutes)

  app.get(
    '/referrals/:referralId/contacts',
    {
      config: { access: BOTH_SIDES },
      schema: {
        operationId: 'listContacts',
        tags,
        summary: 'Contacts of a referral, the newest first, and how often the person was tried',
        params: ReferralId,
        querystring: ContactsQuery,
        response: { 200: ContactsBody, ...refusals('not-found') },
      },
    },
    async (request) => {
      const { context } = request
      const { items, isService, level, ...page } = await listContacts(context, { ...request.params, ...request.query })
      const now = context.now()
      return { ...page, items: items.map((contact) => toContactBody(contact, { isService, level, now })) }
    },
  )

  app.post(
    '/referrals/:referralId/contacts',
    {
      config: { access: SERVICE },
      schema: {
        operationId: 'recordContact',
        tags,
        summary: 'Plan a contact, or write down one that happened or was tried',
        params: ReferralId,
        body: NewContactBody,
        response: { 201: ContactBody, ...refusals('not-found', 'step-not-open', 'not-possible', ...ONCE) },
      },
    },
    (request, reply) =>
      answerOnce(request, reply, (context) => recordContact(context, { ...request.params, contact: request.body }), {
        status: 201,
        toBody: toWrittenBody(request.context),
      }),
  )

  app.get(
    '/contacts',
    {
      config: { access: SERVICE },
      schema: {
        operationId: 'listDay',
        tags,
        summary: 'What a worker has planned on a day',
        querystring: DayQuery,
        response: { 200: DayContactsBody, ...refusals() },
      },
    },
    async (request) => {
      const { items, next } = await listDay(request.context, request.query)
      const now = request.context.now()
      return { items: items.map((contact) => toDayContact(contact, now)), next }
    },
  )

  app.patch(
    '/contacts/:contactId',
    {
      config: { access: SERVICE },
      schema: {
        operationId: 'amendContact',
        tags,
        summary: 'Plan a contact anew, say what came of it, or correct what was said',
        params: ContactId,
        body: ContactPatch,
        response: {
          200: ContactBody,
          ...refusals('not-found', 'step-not-open', 'not-possible', 'changed-by-someone-else', 'version-needed'),
        },
      },
    },
    async (request, reply) => {
      const version = versionToChange(request)
      const contact = await amendContact(request.context, { ...request.params, version, patch: request.body })
      reply.header('etag', etag(contact.version))
      return toWrittenBody(request.context)(contact)
    },
  )

  const checks = [
    { path: 'check-in', operationId: 'checkIn', summary: 'Say that the worker went in', useCase: checkIn },
    { path: 'check-out', operationId: 'checkOut', summary: 'Say that the worker came out', useCase: checkOut },
  ]
  for (const { path, operationId, summary, useCase } of checks) {
    app.post(
      `/contacts/:contactId/${path}`,
      {
        config: { access: SERVICE },
        schema: {
          operationId,
          tags,
          summary,
          params: ContactId,
          body: CheckBody,
          response: {
            200: ContactBody,
            ...refusals('not-found', 'step-not-open', 'already-done', 'not-possible', ...ONCE),
          },
        },
      },
      (request, reply) => {
        const { contactId } = request.params as { contactId: string } // parsed by the schema above
        const { at, ...said } = request.body ?? {}
        return answerOnce(request, reply, (context) => useCase(context, { contactId, at, ...said }), {
          toBody: toWrittenBody(request.context),
        })
      },
    )
  }

  app.post(
    '/contacts/:contactId/take-back-check',
    {
      config: { access: SERVICE },
      schema: {
        operationId: 'takeBackCheck',
        tags,
        summary: 'Say that the last check-in or check-out was a mistake, within a quarter of an hour',
        params: ContactId,
        response: { 200: ContactBody, ...refusals('not-found', 'step-not-open', ...ONCE) },
      },
    },
    (request, reply) =>
      answerOnce(request, reply, (context) => takeBackCheck(context, request.params), {
        toBody: toWrittenBody(request.context),
      }),
  )
}
