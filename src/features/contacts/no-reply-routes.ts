import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { answerOnce } from '../../platform/http/once.ts'
import { refusals } from '../../platform/http/problem-answers.ts'
import {
  FoundBody,
  NoRepliesBody,
  NoRepliesQuery,
  NoReplyBody,
  NoReplyId,
  RungBody,
  toNoReplyBody,
  toNoReplyItem,
} from './no-reply-contract.ts'
import { endNoReply, takeRung } from './use-cases/follow-no-reply.ts'
import { listNoReplies } from './use-cases/list-no-replies.ts'

const SERVICE = ['advisor', 'team-lead'] as const
const tags = ['Contacts']

/** No reply at the door: recorded as a visit that did not happen, followed here until somebody has spoken to the person. */
export const noReplyRoutes: FastifyPluginAsyncZod = async (app) => {
  app.get(
    '/no-replies',
    {
      config: { access: SERVICE },
      schema: {
        operationId: 'listNoReplies',
        tags,
        summary: 'People who did not open and whom nobody has spoken to since, the longest first',
        querystring: NoRepliesQuery,
        response: { 200: NoRepliesBody, ...refusals() },
      },
    },
    async (request) => {
      const { items, next } = await listNoReplies(request.context, request.query)
      return { items: items.map(toNoReplyItem), next }
    },
  )

  app.post(
    '/no-replies/:noReplyId/rungs',
    {
      config: { access: SERVICE },
      schema: {
        operationId: 'takeRung',
        tags,
        summary: 'Say whom you asked and what they said',
        params: NoReplyId,
        body: RungBody,
        response: { 200: NoReplyBody, ...refusals('not-found', 'already-done') },
      },
    },
    (request, reply) =>
      answerOnce(request, reply, (context) => takeRung(context, { ...request.params, ...request.body }), {
        toBody: toNoReplyBody,
      }),
  )

  app.post(
    '/no-replies/:noReplyId/end',
    {
      config: { access: SERVICE },
      schema: {
        operationId: 'endNoReply',
        tags,
        summary: 'Say that somebody has spoken to the person, or where they are',
        params: NoReplyId,
        body: FoundBody,
        response: { 200: NoReplyBody, ...refusals('not-found', 'already-done') },
      },
    },
    (request, reply) =>
      answerOnce(request, reply, (context) => endNoReply(context, { ...request.params, ...request.body }), {
        toBody: toNoReplyBody,
      }),
  )
}
