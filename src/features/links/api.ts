import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { answerOnce } from '../../platform/http/once.ts'
import { refusals } from '../../platform/http/problem-answers.ts'
import { WeekLinkRevokedBody, WeekLinkSentBody } from './contract.ts'
import { revokeWeekLink, sendWeekLink } from './use-cases/change-week-link.ts'

const ActivityOf = z.object({ activityId: z.uuid() })
const config = { access: ['advisor', 'team-lead'] } as const
const tags = ['Activities']

/** The service looks after the links of groups that have no account. */
export const linkApi: FastifyPluginAsyncZod = async (app) => {
  app.post(
    '/activities/:activityId/week-link',
    {
      config,
      schema: {
        operationId: 'sendWeekLink',
        tags,
        summary: 'Send a group the link of its week now; the one before is over',
        params: ActivityOf,
        response: { 200: WeekLinkSentBody, ...refusals('not-found', 'not-possible') },
      },
    },
    (request, reply) => answerOnce(request, reply, (context) => sendWeekLink(context, request.params)),
  )
  app.post(
    '/activities/:activityId/week-link/revoke',
    {
      config,
      schema: {
        operationId: 'revokeWeekLink',
        tags,
        summary: 'End the link of a group: a telephone was lost',
        params: ActivityOf,
        response: { 200: WeekLinkRevokedBody, ...refusals('not-found', 'already-done') },
      },
    },
    (request, reply) => answerOnce(request, reply, (context) => revokeWeekLink(context, request.params)),
  )
}
