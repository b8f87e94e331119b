import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { answerOnce, etag, versionToChange } from '../../platform/http/once.ts'
import { refusals } from '../../platform/http/problem-answers.ts'
import {
  DeadMailboxesBody,
  MailboxOf,
  NoticesBody,
  OutgoingBody,
  OutgoingId,
  OutgoingQuery,
  OutgoingsBody,
  SetNoticesBody,
  TestBody,
  TextsBody,
  TextsQuery,
  toDeadMailboxesBody,
  toOutgoingBody,
  toTextBody,
} from './outgoing-contract.ts'
import { listDeadMailboxes, listOutgoing, listTexts } from './use-cases/list-outgoing.ts'
import { reviveMailbox } from './use-cases/revive-mailbox.ts'
import { sendAgain } from './use-cases/send-again.ts'
import { sendTest } from './use-cases/send-test.ts'
import { readNotices, setNotices } from './use-cases/set-notices.ts'

const WATCHERS = ['team-lead', 'administrator'] as const
const tags = ['Messages']

/** What left the building, what became of it, and who wants to hear what. */
export const outgoingRoutes: FastifyPluginAsyncZod = async (app) => {
  app.get(
    '/outgoing',
    {
      config: { access: WATCHERS },
      schema: {
        operationId: 'listOutgoing',
        tags,
        summary: 'What left the building by mail, text, letter and call, the newest first, and what became of it',
        querystring: OutgoingQuery,
        response: { 200: OutgoingsBody, ...refusals() },
      },
    },
    async (request) => {
      const { items, next } = await listOutgoing(request.context, request.query)
      return { items: items.map(toOutgoingBody), next }
    },
  )

  app.post(
    '/outgoing/:outgoingId/send-again',
    {
      config: { access: WATCHERS },
      schema: {
        operationId: 'sendAgain',
        tags,
        summary: 'Send a mail or a text that did not arrive once more, to the address as it is now',
        params: OutgoingId,
        response: { 200: OutgoingBody, ...refusals('not-found', 'step-not-open', 'not-possible') },
      },
    },
    (request, reply) =>
      answerOnce(request, reply, (context) => sendAgain(context, request.params), { toBody: toOutgoingBody }),
  )

  app.get(
    '/organisations/dead-mailboxes',
    {
      config: { access: WATCHERS },
      schema: {
        operationId: 'listDeadMailboxes',
        tags,
        summary: 'Mailboxes of organisations that send mail back: ring them, and correct the address',
        response: { 200: DeadMailboxesBody, ...refusals() },
      },
    },
    async (request) => toDeadMailboxesBody(await listDeadMailboxes(request.context)),
  )

  app.post(
    '/organisations/:organisationId/mailbox-works',
    {
      config: { access: WATCHERS },
      schema: {
        operationId: 'reviveMailbox',
        tags,
        summary: 'Say that a mailbox takes mail again: somebody rang, and it was full or away for a while',
        params: MailboxOf,
        response: { 200: DeadMailboxesBody, ...refusals('not-found', 'already-done') },
      },
    },
    (request, reply) =>
      answerOnce(request, reply, (context) => reviveMailbox(context, request.params), { toBody: toDeadMailboxesBody }),
  )

  app.get(
    '/texts',
    {
      config: { access: ['advisor', 'team-lead'] },
      schema: {
        operationId: 'listTexts',
        tags,
        summary: 'What came back by text, the newest first',
        querystring: TextsQuery,
        response: { 200: TextsBody, ...refusals() },
      },
    },
    async (request) => {
      const { items, next } = await listTexts(request.context, request.query)
      return { items: items.map(toTextBody), next }
    },
  )

  app.get(
    '/me/notices',
    {
      config: { access: 'signed-in' },
      schema: {
        operationId: 'readNotices',
        tags,
        summary: 'What I hear when, and where urgent things ring',
        response: { 200: NoticesBody, ...refusals() },
      },
    },
    async (request, reply) => {
      const notices = await readNotices(request.context)
      reply.header('etag', etag(notices.version))
      return notices
    },
  )

  app.put(
    '/me/notices',
    {
      config: { access: 'signed-in' },
      schema: {
        operationId: 'setNotices',
        tags,
        summary: 'Decide what I hear at once, once a day or never; what is urgent always comes at once',
        body: SetNoticesBody,
        response: { 200: NoticesBody, ...refusals('not-possible', 'changed-by-someone-else', 'version-needed') },
      },
    },
    async (request, reply) => {
      const notices = await setNotices(request.context, { ...request.body, version: versionToChange(request) })
      reply.header('etag', etag(notices.version))
      return notices
    },
  )

  app.post(
    '/me/test-mail',
    {
      config: { access: 'signed-in' },
      schema: {
        operationId: 'sendTest',
        tags,
        summary: 'Send me a mail, and a text when I gave a number, to see that they arrive',
        response: { 202: TestBody, ...refusals() },
      },
    },
    (request, reply) => answerOnce(request, reply, (context) => sendTest(context), { status: 202 }),
  )
}
