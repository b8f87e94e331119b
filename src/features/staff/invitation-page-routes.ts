import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Context } from '../../platform/context.ts'
import { answerForm, type Faults, NO_FAULTS, NothingForm, type Typed } from '../../platform/web/forms.ts'
import {
  inviteMember,
  listInvitations,
  resendInvitation,
  revokeInvitation,
  toInvitationBody,
} from '../accounts/public.ts'
import { listOrganisations } from '../organisations/public.ts'
import { InviteForm } from './forms.ts'
import { ROLE_ITEMS, toInvitationsPage } from './view-models.ts'

const config = { access: ['administrator'] } as const
type Of = { Params: { invitationId: string } }

/** Asking somebody to join. The link goes to them alone, by mail. */
export async function invitationPageRoutes(app: FastifyInstance): Promise<void> {
  async function showInvite({ context }: FastifyRequest, reply: FastifyReply, typed: Typed, faults: Faults) {
    return reply.page('features/staff/pages/invite.njk', {
      title: 'Invite somebody',
      back: { href: '/members', text: 'People who work here' },
      organisations: await openOrganisations(context),
      roles: ROLE_ITEMS,
      typed,
      faults,
    })
  }
  app.get('/members/invite', { config }, (request, reply) => {
    const { organisation } = request.query as { organisation?: string }
    return showInvite(request, reply, { organisationId: organisation }, NO_FAULTS)
  })
  app.post('/members/invite', { config }, (request, reply) =>
    answerForm(request, reply, {
      form: InviteForm,
      act: (context, invited) => inviteMember(context, invited),
      to: () => '/members/invitations?done=invited',
      again: (typed, faults) => showInvite(request, reply, typed, faults),
    }),
  )

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
  app.get('/members/invitations', { config }, (request, reply) => showInvitations(request, reply, NO_FAULTS))
  for (const { name, change } of [
    { name: 'resend', change: resendInvitation },
    { name: 'revoke', change: revokeInvitation },
  ])
    app.post<Of>(`/members/invitations/:invitationId/${name}`, { config }, (request, reply) =>
      answerForm(request, reply, {
        form: NothingForm,
        act: (context) => change(context, request.params),
        to: () => `/members/invitations?done=${name}`,
        again: (_typed, faults) => showInvitations(request, reply, faults),
      }),
    )
}

const PAGES_AT_MOST = 5

async function openOrganisations(context: Context) {
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
