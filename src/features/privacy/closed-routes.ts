import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { answerOnce, etag, versionToChange, versionToReplace } from '../../platform/http/once.ts'
import { PageQuery } from '../../platform/http/paging.ts'
import { refusals } from '../../platform/http/problem-answers.ts'
import {
  BreakGlassBody,
  ClosingBody,
  NewClosingBody,
  OpenedBody,
  OpeningId,
  OpeningsBody,
  OpeningsQuery,
  OwnOpeningsBody,
  PersonId,
  ReviewBody,
  ReviewedBody,
  toClosingBody,
  toOpeningBody,
} from './closed-contract.ts'
import { breakGlass } from './use-cases/break-glass.ts'
import { closeRecord, openRecord, readClosing } from './use-cases/close-record.ts'
import { listOpenings, listOwnOpenings } from './use-cases/list-openings.ts'
import { reviewOpening } from './use-cases/review-opening.ts'

const CLOSERS = ['team-lead', 'privacy-officer'] as const
const OPENERS = ['referrer', 'advisor', 'team-lead'] as const
const OFFICER = ['privacy-officer'] as const
const tags = ['Privacy']

/** Records that are closed to named staff, and those who opened them. */
export const closedRoutes: FastifyPluginAsyncZod = async (app) => {
  app.put(
    '/people/:personId/closed',
    {
      config: { access: CLOSERS },
      schema: {
        operationId: 'closeRecord',
        tags,
        summary: 'Close a record to all but named staff, or to named staff',
        params: PersonId,
        body: NewClosingBody,
        response: { 200: ClosingBody, ...refusals('not-found', 'changed-by-someone-else', 'version-needed') },
      },
    },
    async (request, reply) => {
      const version = versionToReplace(request)
      const closing = await closeRecord(request.context, { ...request.params, ...request.body, version })
      reply.header('etag', etag(closing.version))
      return toClosingBody(closing)
    },
  )

  app.get(
    '/people/:personId/closed',
    {
      config: { access: CLOSERS },
      schema: {
        operationId: 'getRecordClosing',
        tags,
        summary: 'Whether a record is closed, and who is named',
        params: PersonId,
        response: { 200: ClosingBody, ...refusals('not-found') },
      },
    },
    async (request, reply) => {
      const closing = await readClosing(request.context, request.params)
      if (closing !== undefined) reply.header('etag', etag(closing.version))
      return toClosingBody(closing)
    },
  )

  app.delete(
    '/people/:personId/closed',
    {
      config: { access: CLOSERS },
      schema: {
        operationId: 'openRecord',
        tags,
        summary: 'End the closing: whoever has to do with the person reads the record again',
        params: PersonId,
        response: { 200: ClosingBody, ...refusals('not-found', 'changed-by-someone-else', 'version-needed') },
      },
    },
    async (request) => {
      await openRecord(request.context, { ...request.params, version: versionToChange(request) })
      return toClosingBody(undefined)
    },
  )

  app.post(
    '/people/:personId/break-glass',
    {
      config: { access: OPENERS },
      schema: {
        operationId: 'breakGlass',
        tags,
        summary: 'Open a closed record for some hours, with a reason; the privacy officer is told at once',
        params: PersonId,
        body: BreakGlassBody,
        response: { 201: OpenedBody, ...refusals('not-found', 'not-possible') },
      },
    },
    (request, reply) =>
      answerOnce(request, reply, (context) => breakGlass(context, { ...request.params, ...request.body }), {
        status: 201,
        toBody: ({ id, untilAt }) => ({ id, untilAt: untilAt.toISOString() }),
      }),
  )

  app.get(
    '/privacy/break-glass',
    {
      config: { access: OFFICER },
      schema: {
        operationId: 'listRecordOpenings',
        tags,
        summary: 'Closed records that somebody opened with a reason, the latest first',
        querystring: OpeningsQuery,
        response: { 200: OpeningsBody, ...refusals() },
      },
    },
    async (request) => {
      const { items, next } = await listOpenings(request.context, request.query)
      const today = request.context.today()
      return { items: items.map((opening) => toOpeningBody(opening, today)), next }
    },
  )

  app.get(
    '/me/record-openings',
    {
      config: { access: OPENERS },
      schema: {
        operationId: 'listOwnRecordOpenings',
        tags,
        summary: 'Closed records that you opened, and what the privacy officer said to it',
        querystring: PageQuery,
        response: { 200: OwnOpeningsBody, ...refusals() },
      },
    },
    async (request) => {
      const { items, next } = await listOwnOpenings(request.context, request.query)
      return {
        next,
        items: items.map(({ openedAt, untilAt, ...opening }) => ({
          ...opening,
          openedAt: openedAt.toISOString(),
          untilAt: untilAt.toISOString(),
        })),
      }
    },
  )

  app.post(
    '/privacy/break-glass/:openingId/review',
    {
      config: { access: OFFICER },
      schema: {
        operationId: 'reviewRecordOpening',
        tags,
        summary: 'Say what you found',
        params: OpeningId,
        body: ReviewBody,
        response: { 200: ReviewedBody, ...refusals('not-found', 'already-done') },
      },
    },
    (request, reply) =>
      answerOnce(request, reply, (context) => reviewOpening(context, { ...request.params, ...request.body }), {
        toBody: ({ reviewedAt, ...review }) => ({ ...review, reviewedAt: reviewedAt.toISOString() }),
      }),
  )
}
