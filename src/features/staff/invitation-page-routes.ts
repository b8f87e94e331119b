import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Context } from '../../platform/context.ts'
import { Refusal } from '../../platform/problems.ts'
import {
  answerForm,
  type Faults,
  NO_FAULTS,
  NothingForm,
  readForm,
  type Typed,
  typedIn,
} from '../../platform/web/forms.ts'
import {
  canManage,
  inviteMany,
  inviteMember,
  listInvitations,
  resendInvitation,
  revokeInvitation,
  toInvitationBody,
  toInvitationRows,
} from '../accounts/public.ts'
import { listOrganisations } from '../organisations/public.ts'
import { InviteForm, InviteManyForm } from './forms.ts'
import { rolesFor, toInvitationsPage, toInvitedPage } from './view-models.ts'

/** Pages of whoever looks after accounts: the administrator everybody's, a manager those of their own organisation. */
export const config = { access: 'signed-in' } as const

/** Before a page of many. */
export async function onlyManagers({ context }: FastifyRequest): Promise<void> {
  if (!canManage(context.actor)) throw new Refusal('not-allowed')
}

/** Before a page of one: to everybody else nobody is there. */
export async function onlyTheirManagers({ context }: FastifyRequest): Promise<void> {
  if (!canManage(context.actor)) throw new Refusal('not-found')
}

type Of = { Params: { invitationId: string } }
type Sent = Parameters<typeof toInvitedPage>[0]

/** Asking somebody to join. The link goes to them alone, by mail. */
export async function invitationPageRoutes(app: FastifyInstance): Promise<void> {
  async function showInvite({ context }: FastifyRequest, reply: FastifyReply, typed: Typed, faults: Faults) {
    return reply.page('features/staff/pages/invite.njk', {
      title: 'Invite somebody',
      back: { href: '/members', text: 'People who work here' },
      organisations: await organisationsOf(context),
      roles: rolesFor(context.actor),
      canBring: context.actor.role === 'administrator',
      typed,
      faults,
    })
  }
  app.get('/members/invite', { config, preHandler: onlyManagers }, (request, reply) => {
    const { organisation } = request.query as { organisation?: string }
    return showInvite(request, reply, { organisationId: organisation }, NO_FAULTS)
  })
  app.post('/members/invite', { config, preHandler: onlyManagers }, (request, reply) =>
    answerForm(request, reply, {
      form: InviteForm,
      act: (context, invited) => inviteMember(context, invited),
      to: () => '/members/invitations?done=invited',
      again: (typed, faults) => showInvite(request, reply, typed, faults),
    }),
  )

  async function showMany({ context }: FastifyRequest, reply: FastifyReply, typed: Typed, faults: Faults, sent?: Sent) {
    return reply.page('features/staff/pages/invite-many.njk', {
      ...toInvitedPage(sent),
      organisations: await organisationsOf(context),
      roles: rolesFor(context.actor),
      typed,
      faults,
    })
  }
  app.get('/members/invite-many', { config, preHandler: onlyManagers }, (request, reply) =>
    showMany(request, reply, {}, NO_FAULTS),
  )
  /** Good lines are invited at once; those that are not stand in the box again, each with what to do. */
  app.post('/members/invite-many', { config, preHandler: onlyManagers }, async (request, reply) => {
    const typed = typedIn(request)
    const read = readForm(InviteManyForm, typed)
    if (!read.isRight) {
      reply.code(400)
      return showMany(request, reply, typed, read.faults)
    }
    const rows = await inviteMany(request.context, toInvitationRows({ rows: read.value.lines.map(({ row }) => row) }))
    const sent = { lines: read.value.lines.map(({ text }) => text), rows }
    const left = toInvitedPage(sent).left
    if (left.length > 0) reply.code(400)
    return showMany(request, reply, { ...typed, lines: left.map(({ line }) => line).join('\n') }, NO_FAULTS, sent)
  })

  async function showInvitations({ context, query }: FastifyRequest, reply: FastifyReply, faults: Faults) {
    const { after, done } = query as { after?: string; done?: string }
    const { items, next } = await listInvitations(context, {
      organisationId: undefined,
      open: true,
      limit: 50,
      after: typeof after === 'string' ? after : undefined,
    })
    const page = toInvitationsPage({ items: items.map(toInvitationBody), next, now: context.now(), done })
    return reply.page('features/staff/pages/invitations.njk', { ...page, faults })
  }
  app.get('/members/invitations', { config, preHandler: onlyManagers }, (request, reply) =>
    showInvitations(request, reply, NO_FAULTS),
  )
  for (const { name, change } of [
    { name: 'resend', change: resendInvitation },
    { name: 'revoke', change: revokeInvitation },
  ])
    app.post<Of>(
      `/members/invitations/:invitationId/${name}`,
      { config, preHandler: onlyTheirManagers },
      (request, reply) =>
        answerForm(request, reply, {
          form: NothingForm,
          act: (context) => change(context, request.params),
          to: () => `/members/invitations?done=${name}`,
          again: (_typed, faults) => showInvitations(request, reply, faults),
        }),
    )
}

const PAGES_AT_MOST = 5

/** Where somebody may be invited to. */
async function organisationsOf(context: Context) {
  const { role, organisationId, organisationName } = context.actor
  if (role !== 'administrator') return [{ value: organisationId, text: organisationName }]
  const found: { value: string; text: string }[] = []
  let after: string | undefined
  for (let page = 0; page < PAGES_AT_MOST; page++) {
    const { items, next } = await listOrganisations(context, { kind: undefined, limit: 100, after })
    found.push(...items.filter(({ closedOn }) => closedOn === null).map(({ id, name }) => ({ value: id, text: name })))
    if (next === null) break
    after = next
  }
  return found
}
