import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { answerOnce } from '../../platform/http/once.ts'
import { refusals } from '../../platform/http/problem-answers.ts'
import type { SessionContext } from './auth-context.ts'
import {
  AcceptedInvitationBody,
  AcceptInvitationBody,
  InvitationBody,
  InvitationId,
  InvitationSeenBody,
  InvitationsBody,
  InvitationsQuery,
  InvitedManyBody,
  InviteManyBody,
  LookAtInvitationBody,
  NewInvitationBody,
  toInvitationBody,
  toInvitationRows,
  toInvitationSeenBody,
  toInvitedManyBody,
} from './member-contract.ts'
import { acceptInvitation } from './use-cases/accept-invitation.ts'
import { resendInvitation, revokeInvitation } from './use-cases/change-invitation.ts'
import { inviteMany } from './use-cases/invite-many.ts'
import { inviteMember } from './use-cases/invite-member.ts'
import { listInvitations } from './use-cases/list-invitations.ts'
import { lookAtInvitation } from './use-cases/look-at-invitation.ts'

type Options = { context: SessionContext; perMinute: number }

/** Asking somebody to join, and joining. Tokens stand in bodies, because addresses are logged; reading an address never acts. */
export const invitationRoutes: FastifyPluginAsyncZod<Options> = async (app, { context, perMinute }) => {
  const followed = { access: 'public', rateLimit: { max: perMinute, timeWindow: '1 minute' } } as const
  const tags = ['Accounts']

  app.post(
    '/invitations',
    {
      config: { access: 'signed-in' },
      schema: {
        operationId: 'inviteMember',
        tags,
        summary: 'Ask somebody to join an organisation: the administrator, or its manager',
        body: NewInvitationBody,
        response: { 201: InvitationBody, ...refusals('request-in-flight', 'key-used-for-another-request') },
      },
    },
    (request, reply) =>
      answerOnce(request, reply, (own) => inviteMember(own, request.body), { status: 201, toBody: toInvitationBody }),
  )

  app.post(
    '/invitations/bulk',
    {
      config: { access: 'signed-in' },
      schema: {
        operationId: 'inviteMany',
        tags,
        summary: 'Invite many at once: good rows are kept, and what is wrong with the others is told',
        body: InviteManyBody,
        response: { 200: InvitedManyBody, ...refusals('request-in-flight', 'key-used-for-another-request') },
      },
    },
    (request, reply) =>
      answerOnce(request, reply, (own) => inviteMany(own, toInvitationRows(request.body)), {
        toBody: toInvitedManyBody,
      }),
  )

  app.get(
    '/invitations',
    {
      config: { access: 'signed-in' },
      schema: {
        operationId: 'listInvitations',
        tags,
        summary: 'Invitations, the newest first',
        querystring: InvitationsQuery,
        response: { 200: InvitationsBody, ...refusals() },
      },
    },
    async (request) => {
      const { items, next } = await listInvitations(request.context, request.query)
      return { items: items.map(toInvitationBody), next }
    },
  )

  const changes = [
    { path: 'resend', change: resendInvitation, summary: 'Mail the link again, for another seven days' },
    { path: 'revoke', change: revokeInvitation, summary: 'Take an invitation back' },
  ]
  for (const { path, change, summary } of changes) {
    app.post(
      `/invitations/:invitationId/${path}`,
      {
        config: { access: 'signed-in' },
        schema: {
          operationId: `${path}Invitation`,
          tags,
          summary,
          params: InvitationId,
          response: { 200: InvitationBody, ...refusals('not-found', 'already-done', 'request-in-flight') },
        },
      },
      (request, reply) =>
        answerOnce(
          request,
          reply,
          (own) => change(own, { invitationId: (request.params as { invitationId: string }).invitationId }), // checked by params
          { toBody: toInvitationBody },
        ),
    )
  }

  app.post(
    '/invitations/look',
    {
      config: followed,
      schema: {
        operationId: 'lookAtInvitation',
        tags,
        summary: 'What an invitation is to, before saying yes; it changes nothing',
        body: LookAtInvitationBody,
        response: { 200: InvitationSeenBody, ...refusals('link-over') },
      },
    },
    async (request) => toInvitationSeenBody(await lookAtInvitation(context, app.links, request.body)),
  )

  app.post(
    '/invitations/accept',
    {
      config: followed,
      schema: {
        operationId: 'acceptInvitation',
        tags,
        summary: 'Join, with a new password or the one you have',
        body: AcceptInvitationBody,
        response: {
          200: AcceptedInvitationBody,
          ...refusals(
            'link-over',
            'wrong-email-or-password',
            'second-factor-needed',
            'wrong-code',
            'request-in-flight',
          ),
        },
      },
    },
    (request) => acceptInvitation(context, app.links, { ...request.body, address: request.ip }),
  )
}
