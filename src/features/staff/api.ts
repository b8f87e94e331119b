import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { answerOnce } from '../../platform/http/once.ts'
import { refusals } from '../../platform/http/problem-answers.ts'
import { LeavingBody, MembershipId, OpenWorkBody } from './contract.ts'
import { disableMembership, enableMembership, endMembership } from './use-cases/leave.ts'
import { readOpenWork } from './use-cases/read-open-work.ts'
import { shutOut } from './use-cases/shut-out.ts'

/** How somebody stops working here, for good or for a while. */
export const staffApi: FastifyPluginAsyncZod = async (app) => {
  const tags = ['Accounts']
  const config = { access: 'signed-in' } as const
  const answers = {
    204: z.null(),
    ...refusals('not-found', 'already-done', 'not-possible', 'has-open-work', 'request-in-flight'),
  }
  const nothing = { status: 204, toBody: () => null }

  app.post(
    '/memberships/:membershipId/end',
    {
      config,
      schema: {
        operationId: 'endMembership',
        tags,
        summary: 'Somebody leaves: a colleague takes over what they have in hand, and their access ends',
        params: MembershipId,
        body: LeavingBody,
        response: answers,
      },
    },
    (request, reply) =>
      answerOnce(request, reply, (context) => endMembership(context, { ...request.params, ...request.body }), nothing),
  )

  app.post(
    '/memberships/:membershipId/disable',
    {
      config,
      schema: {
        operationId: 'disableMembership',
        tags,
        summary: 'Nobody signs in by this membership for now; open work goes to a colleague first',
        params: MembershipId,
        body: LeavingBody,
        response: answers,
      },
    },
    (request, reply) =>
      answerOnce(
        request,
        reply,
        (context) => disableMembership(context, { ...request.params, ...request.body }),
        nothing,
      ),
  )

  app.post(
    '/memberships/:membershipId/shut-out',
    {
      config,
      schema: {
        operationId: 'shutOut',
        tags,
        summary: 'In an emergency: access ends at once; who takes their work is a task, and their concerns climb',
        params: MembershipId,
        response: answers,
      },
    },
    (request, reply) => answerOnce(request, reply, (context) => shutOut(context, request.params), nothing),
  )

  app.get(
    '/memberships/:membershipId/open-work',
    {
      config,
      schema: {
        operationId: 'listOpenWork',
        tags,
        summary: 'What a member has in hand, in words',
        params: MembershipId,
        response: { 200: OpenWorkBody, ...refusals('not-found') },
      },
    },
    async (request) => ({ items: await readOpenWork(request.context, request.params) }),
  )

  app.post(
    '/memberships/:membershipId/enable',
    {
      config,
      schema: {
        operationId: 'enableMembership',
        tags,
        summary: 'Let somebody sign in again',
        params: MembershipId,
        response: answers,
      },
    },
    (request, reply) => answerOnce(request, reply, (context) => enableMembership(context, request.params), nothing),
  )
}
