import type { FastifyRequest } from 'fastify'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { refusals } from '../../platform/http/problem-answers.ts'
import type { OwnContext, SessionContext } from './auth-context.ts'
import {
  ChangePasswordBody,
  CodeBody,
  FinishPasswordBody,
  PasswordResetBody,
  RecoveryCodesBody,
  RemoveSecondFactorBody,
  SecondFactorBody,
  SetUpSecondFactorBody,
} from './contract.ts'
import type { LiveSessions } from './live-sessions.ts'
import { askForPassword } from './use-cases/ask-for-password.ts'
import { changePassword } from './use-cases/change-password.ts'
import { confirmSecondFactor } from './use-cases/confirm-second-factor.ts'
import { finishPassword } from './use-cases/finish-password.ts'
import { removeSecondFactor } from './use-cases/remove-second-factor.ts'
import { renewRecoveryCodes } from './use-cases/renew-recovery-codes.ts'
import { setUpSecondFactor } from './use-cases/set-up-second-factor.ts'

type Options = { context: SessionContext; liveSessions: LiveSessions; perMinute: number }

/** One's own password and second factor. Limited like sign-in, for each is a way to try a password or a code. */
export const ownAccountRoutes: FastifyPluginAsyncZod<Options> = async (app, options) => {
  const { context, liveSessions, perMinute } = options
  const rateLimit = { max: perMinute, timeWindow: '1 minute' }
  const open = { access: 'public', rateLimit } as const
  const own = { access: 'signed-in', withoutKey: true, rateLimit } as const
  const enrolling = { ...own, beforeSecondFactor: true } as const
  const tags = ['Sessions']
  const ownContext = ({ context: { actor, schemeId } }: FastifyRequest): OwnContext => ({ ...context, actor, schemeId })
  const forget = (accountId: string) => liveSessions.forget({ accountId })

  app.post(
    '/password-resets',
    {
      config: open,
      schema: {
        operationId: 'askForPassword',
        tags,
        summary: 'Ask for a link to choose a new password; the answer is the same for every address',
        body: PasswordResetBody,
        response: { 202: z.null(), ...refusals() },
      },
    },
    async (request, reply) => {
      await askForPassword(context, request.body)
      return reply.code(202).send(null)
    },
  )

  app.post(
    '/password-resets/finish',
    {
      config: open,
      schema: {
        operationId: 'finishPassword',
        tags,
        summary: 'Choose a new password by the link; every session ends',
        body: FinishPasswordBody,
        response: { 204: z.null(), ...refusals('link-over') },
      },
    },
    async (request, reply) => {
      const { accountId } = await finishPassword(context, app.links, request.body)
      forget(accountId)
      return reply.code(204).send(null)
    },
  )

  app.post(
    '/me/password',
    {
      config: enrolling,
      schema: {
        operationId: 'changePassword',
        tags,
        summary: 'Change my password; my other sessions end',
        body: ChangePasswordBody,
        response: { 204: z.null(), ...refusals('wrong-email-or-password') },
      },
    },
    async (request, reply) => {
      const { current, new: next } = request.body
      await changePassword(ownContext(request), { current, next, address: request.ip })
      forget(request.context.actor.accountId)
      return reply.code(204).send(null)
    },
  )

  app.post(
    '/me/second-factor',
    {
      config: enrolling,
      schema: {
        operationId: 'setUpSecondFactor',
        tags,
        summary: 'Begin to set up a second factor: the secret for my device, shown once',
        body: SetUpSecondFactorBody,
        response: { 200: SecondFactorBody, ...refusals('wrong-email-or-password', 'already-done') },
      },
    },
    (request) => setUpSecondFactor(ownContext(request), { ...request.body, address: request.ip }),
  )

  app.post(
    '/me/second-factor/confirm',
    {
      config: enrolling,
      schema: {
        operationId: 'confirmSecondFactor',
        tags,
        summary: 'Show that my device works: from now on it is asked for. Gives ten recovery codes, once',
        body: CodeBody,
        response: { 200: RecoveryCodesBody, ...refusals('wrong-code', 'already-done', 'not-possible') },
      },
    },
    async (request) => {
      const confirmed = await confirmSecondFactor(ownContext(request), request.body)
      forget(request.context.actor.accountId)
      return confirmed
    },
  )

  app.post(
    '/me/second-factor/remove',
    {
      config: own,
      schema: {
        operationId: 'removeSecondFactor',
        tags,
        summary: 'Take my second factor away, by password and code',
        body: RemoveSecondFactorBody,
        response: {
          204: z.null(),
          ...refusals('wrong-email-or-password', 'wrong-code', 'already-done', 'not-possible'),
        },
      },
    },
    async (request, reply) => {
      await removeSecondFactor(ownContext(request), { ...request.body, address: request.ip })
      forget(request.context.actor.accountId)
      return reply.code(204).send(null)
    },
  )

  app.post(
    '/me/second-factor/recovery-codes',
    {
      config: own,
      schema: {
        operationId: 'renewRecoveryCodes',
        tags,
        summary: 'Ten new recovery codes; the old ones stop working',
        body: CodeBody,
        response: { 200: RecoveryCodesBody, ...refusals('wrong-code', 'not-possible') },
      },
    },
    (request) => renewRecoveryCodes(ownContext(request), request.body),
  )
}
