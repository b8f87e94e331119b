import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { refusals } from '../../platform/http/problem-answers.ts'
import type { Authentication } from './authentication.ts'
import {
  ColleaguesBody,
  ColleaguesQuery,
  MeBody,
  RefreshBody,
  SessionBody,
  SignInBody,
  toColleagueBody,
  toMeBody,
  toSessionBody,
} from './contract.ts'
import { invitationRoutes } from './invitation-routes.ts'
import { memberRoutes } from './member-routes.ts'
import { ownAccountRoutes } from './own-account-routes.ts'
import { listColleagues } from './use-cases/list-colleagues.ts'
import { readMe } from './use-cases/read-me.ts'
import { refreshSession } from './use-cases/refresh-session.ts'
import { signIn } from './use-cases/sign-in.ts'
import { signOut } from './use-cases/sign-out.ts'
import { signOutEverywhere } from './use-cases/sign-out-everywhere.ts'

type Options = Pick<Authentication, 'context' | 'liveSessions'> & {
  /** Sign-ins and refreshes taken from one address in a minute. */
  sessionsPerMinute: number
}

export const accountApi: FastifyPluginAsyncZod<Options> = async (app, { context, liveSessions, sessionsPerMinute }) => {
  const config = {
    access: 'public',
    rateLimit: { max: sessionsPerMinute, timeWindow: '1 minute' },
  } as const

  app.post(
    '/sessions',
    {
      config,
      schema: {
        operationId: 'signIn',
        tags: ['Sessions'],
        summary: 'Sign in, for one of your memberships',
        body: SignInBody,
        response: { 201: SessionBody, ...refusals('wrong-email-or-password', 'second-factor-needed', 'wrong-code') },
      },
    },
    async (request, reply) => {
      const signedIn = await signIn(context, { ...request.body, address: request.ip })
      return reply.code(201).header('cache-control', 'no-store').send(toSessionBody(signedIn))
    },
  )

  app.post(
    '/sessions/refresh',
    {
      config,
      schema: {
        operationId: 'refreshSession',
        tags: ['Sessions'],
        summary: 'Get a new access token and the next refresh token',
        body: RefreshBody,
        response: { 200: SessionBody, ...refusals() },
      },
    },
    async (request, reply) => {
      const signedIn = await refreshSession(context, request.body)
      return reply.header('cache-control', 'no-store').send(toSessionBody(signedIn))
    },
  )

  app.delete(
    '/sessions/current',
    {
      config: { access: 'signed-in', beforeSecondFactor: true },
      schema: {
        operationId: 'signOut',
        tags: ['Sessions'],
        summary: 'Sign out',
        response: { 204: z.null(), ...refusals() },
      },
    },
    async (request, reply) => {
      const { sessionId } = request.context.actor
      await signOut(context, { sessionId })
      liveSessions.forget({ sessionId })
      return reply.code(204).send(null)
    },
  )

  app.delete(
    '/sessions',
    {
      config: { access: 'signed-in', beforeSecondFactor: true },
      schema: {
        operationId: 'signOutEverywhere',
        tags: ['Sessions'],
        summary: 'Sign out everywhere: on each device, in each scheme',
        response: { 204: z.null(), ...refusals() },
      },
    },
    async (request, reply) => {
      const { accountId } = request.context.actor
      await signOutEverywhere(context, { accountId })
      liveSessions.forget({ accountId })
      return reply.code(204).send(null)
    },
  )

  app.get(
    '/me',
    {
      config: { access: 'signed-in', beforeSecondFactor: true },
      schema: {
        operationId: 'getMe',
        tags: ['Sessions'],
        summary: 'Who I am signed in as',
        response: { 200: MeBody, ...refusals() },
      },
    },
    async (request) => {
      const { actor, schemeId } = request.context
      return toMeBody(actor, schemeId, await readMe(context, { accountId: actor.accountId, schemeId }))
    },
  )

  app.get(
    '/memberships',
    {
      config: { access: ['team-lead', 'advisor', 'administrator'] },
      schema: {
        operationId: 'listMemberships',
        tags: ['Organisations'],
        summary: 'Who works for the scheme, by name',
        querystring: ColleaguesQuery,
        response: { 200: ColleaguesBody, ...refusals() },
      },
    },
    async (request) => {
      const { items, next } = await listColleagues(request.context, request.query)
      return { items: items.map(toColleagueBody), next }
    },
  )

  await app.register(ownAccountRoutes, { context, liveSessions, perMinute: sessionsPerMinute })
  await app.register(invitationRoutes, { context, perMinute: sessionsPerMinute })
  await app.register(memberRoutes, { context, liveSessions })
}
