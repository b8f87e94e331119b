import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { versionToChange } from '../../platform/http/once.ts'
import { refusals } from '../../platform/http/problem-answers.ts'
import { SchemeBody, toSchemeBody } from '../schemes/public.ts'
import type { SessionContext } from './auth-context.ts'
import { SecondFactorRuleBody } from './contract.ts'
import { WARN_AFTER_DAYS } from './kinds.ts'
import type { LiveSessions } from './live-sessions.ts'
import { ManagerBody, MembersBody, MembershipId, MembersQuery, toMemberBody } from './member-contract.ts'
import { listMembers } from './use-cases/list-members.ts'
import { resetSecondFactor } from './use-cases/reset-second-factor.ts'
import { setManager } from './use-cases/set-manager.ts'
import { setSecondFactorRule } from './use-cases/set-second-factor-rule.ts'

type Options = { context: SessionContext; liveSessions: LiveSessions }

/** Looking after those who work in an organisation. How somebody leaves stands in `staff`. */
export const memberRoutes: FastifyPluginAsyncZod<Options> = async (app, { context, liveSessions }) => {
  const tags = ['Accounts']

  app.get(
    '/members',
    {
      config: { access: 'signed-in' },
      schema: {
        operationId: 'listMembers',
        tags,
        summary: 'Members and when they last signed in: for the administrator, and for a manager of their own',
        querystring: MembersQuery,
        response: { 200: MembersBody, ...refusals() },
      },
    },
    async (request) => {
      const { items, next } = await listMembers(request.context, request.query)
      return { items: items.map(toMemberBody), next }
    },
  )

  app.get(
    '/memberships/unused',
    {
      config: { access: 'signed-in' },
      schema: {
        operationId: 'listUnusedMemberships',
        tags,
        summary: 'Members who have not signed in for 76 days',
        querystring: MembersQuery,
        response: { 200: MembersBody, ...refusals() },
      },
    },
    async (request) => {
      const unusedSince = new Date(request.context.now().getTime() - WARN_AFTER_DAYS * 86_400_000)
      const { items, next } = await listMembers(request.context, { ...request.query, unusedSince })
      return { items: items.map(toMemberBody), next }
    },
  )

  app.put(
    '/memberships/:membershipId/manager',
    {
      config: { access: ['administrator'] },
      schema: {
        operationId: 'setManager',
        tags,
        summary: 'Let somebody look after the members of their organisation, or no longer',
        params: MembershipId,
        body: ManagerBody,
        response: { 204: z.null(), ...refusals('not-found', 'request-in-flight') },
      },
    },
    async (request, reply) => {
      await setManager(request.context, { ...request.params, ...request.body })
      return reply.code(204).send(null)
    },
  )

  app.post(
    '/memberships/:membershipId/second-factor/reset',
    {
      config: { access: 'signed-in', withoutKey: true },
      schema: {
        operationId: 'resetSecondFactor',
        tags,
        summary: 'Take away the second factor of somebody who lost their device; they are told',
        params: MembershipId,
        response: { 204: z.null(), ...refusals('not-found', 'not-possible') },
      },
    },
    async (request, reply) => {
      const { actor, schemeId } = request.context
      const { accountId } = await resetSecondFactor({ ...context, actor, schemeId }, request.params)
      liveSessions.forget({ accountId })
      return reply.code(204).send(null)
    },
  )

  app.put(
    '/scheme/second-factor',
    {
      config: { access: ['administrator'] },
      schema: {
        operationId: 'setSecondFactorRule',
        tags: ['Scheme'],
        summary: 'Whether everybody who works in the scheme needs a second factor',
        body: SecondFactorRuleBody,
        response: { 200: SchemeBody, ...refusals('changed-by-someone-else', 'version-needed') },
      },
    },
    async (request) =>
      toSchemeBody(
        await setSecondFactorRule(request.context, {
          rule: request.body.secondFactor,
          version: versionToChange(request),
        }),
      ),
  )
}
