import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import type { z } from 'zod'
import type { Context } from '../../platform/context.ts'
import { answerOnce, etag, versionToChange } from '../../platform/http/once.ts'
import { refusals } from '../../platform/http/problem-answers.ts'
import { getScheme, SafetySettings, SchemeBody, toSchemeBody } from '../schemes/public.ts'
import { toBrief, toConcernBody, toRaisedBody } from './bodies.ts'
import {
  CloseConcernBody,
  ConcernBody,
  ConcernId,
  ConcernMarkBody,
  ConcernStateBody,
  ConcernsBody,
  ConcernsQuery,
  ConcernTakersBody,
  EntryBody,
  HandOverBody,
  NewConcernBody,
  PersonId,
  RaisedBody,
  ReopenBody,
  toConcernStateBody,
} from './contract.ts'
import { WORKS_WITH_PEOPLE } from './kinds.ts'
import type { Concern } from './store.ts'
import { addEntry } from './use-cases/add-entry.ts'
import { listConcerns } from './use-cases/list-concerns.ts'
import { raiseConcern } from './use-cases/raise-concern.ts'
import { readConcern } from './use-cases/read-concern.ts'
import { listConcernTakers } from './use-cases/read-concern-for-step.ts'
import { readMark } from './use-cases/read-mark.ts'
import { setSafety } from './use-cases/set-safety.ts'
import { acknowledgeConcern, closeConcern, handOverConcern, reopenConcern } from './use-cases/take-concern-step.ts'

const tags = ['Concerns']
const readerIn = ({ actor, now }: Context) => ({ actor, now: now() })

export const safeguardingApi: FastifyPluginAsyncZod = async (app) => {
  app.put(
    '/scheme/safety',
    {
      config: { access: ['administrator'] },
      schema: {
        operationId: 'setSafety',
        tags: ['Scheme'],
        summary: 'Set whom to ring when somebody could be hurt, and who is told of a concern',
        body: SafetySettings.meta({ id: 'SafetySettings' }),
        response: { 200: SchemeBody, ...refusals('changed-by-someone-else', 'version-needed') },
      },
    },
    async (request, reply) => {
      const scheme = await setSafety(request.context, { safety: request.body, version: versionToChange(request) })
      reply.header('etag', etag(scheme.version))
      return toSchemeBody(scheme)
    },
  )

  app.post(
    '/concerns',
    {
      config: { access: 'signed-in' },
      schema: {
        operationId: 'raiseConcern',
        tags,
        summary: 'Say that somebody may be hurt: a named person has it at once. Not for emergencies',
        body: NewConcernBody,
        response: { 201: RaisedBody, ...refusals('not-found') },
      },
    },
    async (request, reply) => {
      const toBody = await toRaisedBody(request.context)
      return answerOnce(request, reply, (context) => raiseConcern(context, request.body), { status: 201, toBody })
    },
  )

  app.get(
    '/concerns',
    {
      config: { access: 'signed-in' },
      schema: {
        operationId: 'listConcerns',
        tags,
        summary: 'Concerns that I raised, that were brought to me, or all for who leads',
        querystring: ConcernsQuery,
        response: { 200: ConcernsBody, ...refusals() },
      },
    },
    async (request) => {
      const { items, next } = await listConcerns(request.context, request.query)
      return { items: items.map((concern) => toBrief(concern, readerIn(request.context))), next }
    },
  )

  app.get(
    '/concerns/:concernId',
    {
      config: { access: 'signed-in' },
      schema: {
        operationId: 'getConcern',
        tags,
        summary: 'A concern with all that was done',
        params: ConcernId,
        response: { 200: ConcernBody, ...refusals('not-found') },
      },
    },
    async (request) => {
      const { context } = request
      return toConcernBody(await readConcern(context, request.params), await getScheme(context), readerIn(context))
    },
  )

  app.get(
    '/people/:personId/concern-mark',
    {
      config: { access: ['referrer', 'advisor', 'team-lead'] },
      schema: {
        operationId: 'getConcernMark',
        tags,
        summary: 'Whether to speak to the lead before contacting a person; never why',
        params: PersonId,
        response: { 200: ConcernMarkBody, ...refusals('not-found') },
      },
    },
    async (request) => readMark(request.context, request.params),
  )

  app.get(
    '/concerns/:concernId/takers',
    {
      config: { access: WORKS_WITH_PEOPLE },
      schema: {
        operationId: 'listConcernTakers',
        tags,
        summary: 'Whom a concern may be handed to, for who may hand it over',
        params: ConcernId,
        response: { 200: ConcernTakersBody, ...refusals('not-found', 'step-not-open') },
      },
    },
    async (request) => ({ items: await listConcernTakers(request.context, request.params) }),
  )

  const step = <Body extends z.ZodType>(
    path: string,
    { operationId, summary, body }: { operationId: string; summary: string; body?: Body },
    take: (context: Context, input: { concernId: string } & z.output<Body>) => Promise<Concern>,
  ) =>
    app.post(
      `/concerns/:concernId/${path}`,
      {
        config: { access: WORKS_WITH_PEOPLE },
        schema: {
          operationId,
          tags,
          summary,
          params: ConcernId,
          ...(body === undefined ? {} : { body }),
          response: { 200: ConcernStateBody, ...refusals('not-found', 'step-not-open') },
        },
      },
      (request, reply) => {
        const input = { ...(request.body as object), ...(request.params as { concernId: string }) }
        return answerOnce(request, reply, (context) => take(context, input as never), { toBody: toConcernStateBody })
      },
    )

  step('acknowledge', { operationId: 'acknowledgeConcern', summary: 'Say "I have it"' }, acknowledgeConcern)
  step('entries', { operationId: 'addConcernEntry', summary: 'Add a decision or an action', body: EntryBody }, addEntry)
  step(
    'hand-over',
    { operationId: 'handOverConcern', summary: 'Hand it to a named person', body: HandOverBody },
    handOverConcern,
  )
  step('close', { operationId: 'closeConcern', summary: 'Say what came of it', body: CloseConcernBody }, closeConcern)
  step('reopen', { operationId: 'reopenConcern', summary: 'Take it up again', body: ReopenBody }, reopenConcern)
}
