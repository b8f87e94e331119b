import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Context } from '../../platform/context.ts'
import { Refusal } from '../../platform/problems.ts'
import { answerForm, type Faults, NO_FAULTS, NothingForm, type Typed } from '../../platform/web/forms.ts'
import { listMembers, type MemberBody, setManager, toMemberBody, WARN_AFTER_DAYS } from '../accounts/public.ts'
import { LeaveForm, ManagerForm, type WayOut } from './forms.ts'
import { config, invitationPageRoutes, onlyManagers, onlyTheirManagers } from './invitation-page-routes.ts'
import { disableMembership, enableMembership, endMembership } from './use-cases/leave.ts'
import { readOpenWork } from './use-cases/read-open-work.ts'
import { shutOut } from './use-cases/shut-out.ts'
import { toMemberPage, toMembersPage } from './view-models.ts'

const WAYS_OUT: Record<
  WayOut,
  (context: Context, input: { membershipId: string; handTo?: string | undefined }) => Promise<void>
> = { 'for-now': disableMembership, 'for-good': endMembership, 'at-once': shutOut }

type Of = { Params: { membershipId: string } }

/** Those who work in the scheme: who signs in, who does not, who looks after colleagues, and how somebody leaves. */
export async function staffPages(app: FastifyInstance): Promise<void> {
  await invitationPageRoutes(app)

  app.get('/members', { config, preHandler: onlyManagers }, async ({ context, query }, reply) => {
    const { show, after, organisation } = query as { show?: string; after?: string; organisation?: string }
    const isUnused = show === 'unused'
    const { items, next } = await listMembers(context, {
      organisationId: idOf(organisation),
      unusedSince: isUnused ? new Date(context.now().getTime() - WARN_AFTER_DAYS * 86_400_000) : undefined,
      limit: 50,
      after: typeof after === 'string' ? after : undefined,
    })
    const page = toMembersPage({
      items: items.map(toMemberBody),
      isUnused,
      organisation: idOf(organisation),
      next,
    })
    return reply.page('features/staff/pages/members.njk', page)
  })

  async function show(request: FastifyRequest<Of>, reply: FastifyReply, typed: Typed, faults: Faults) {
    const { context, params, query } = request
    const member = await getMember(context, params)
    const [work, colleagues] = await Promise.all([readOpenWork(context, params), colleaguesOf(context, member)])
    const page = toMemberPage({
      member,
      work,
      colleagues,
      actor: context.actor,
      done: (query as { done?: string }).done,
    })
    return reply.page('features/staff/pages/member.njk', { ...page, typed, faults })
  }
  app.get<Of>('/members/:membershipId', { config, preHandler: onlyTheirManagers }, (request, reply) =>
    show(request, reply, {}, NO_FAULTS),
  )

  app.post<Of>('/members/:membershipId/leave', { config, preHandler: onlyTheirManagers }, (request, reply) =>
    answerForm(request, reply, {
      form: LeaveForm,
      act: async (context, { how, handTo }) => {
        await WAYS_OUT[how](context, { ...request.params, handTo })
        return how
      },
      to: (how) => (how === 'for-good' ? '/members' : `/members/${request.params.membershipId}?done=${how}`),
      again: (typed, faults) => show(request, reply, typed, faults),
    }),
  )
  app.post<Of>('/members/:membershipId/enable', { config, preHandler: onlyTheirManagers }, (request, reply) =>
    answerForm(request, reply, {
      form: NothingForm,
      act: (context) => enableMembership(context, request.params),
      to: () => `/members/${request.params.membershipId}?done=enable`,
      again: (typed, faults) => show(request, reply, typed, faults),
    }),
  )
  app.post<Of>('/members/:membershipId/manager', { config: { access: ['administrator'] } }, (request, reply) =>
    answerForm(request, reply, {
      form: ManagerForm,
      act: (context, { isManager }) => setManager(context, { ...request.params, isManager: isManager === 'yes' }),
      to: () => `/members/${request.params.membershipId}?done=manager`,
      again: (typed, faults) => show(request, reply, typed, faults),
    }),
  )
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i
const idOf = (text: unknown): string | undefined => (typeof text === 'string' && UUID.test(text) ? text : undefined)

async function getMember(context: Context, { membershipId }: { membershipId: string }): Promise<MemberBody> {
  let after: string | undefined
  for (;;) {
    const { items, next } = await listMembers(context, {
      organisationId: undefined,
      unusedSince: undefined,
      limit: 100,
      after,
    })
    const member = items.find(({ id }) => id === membershipId)
    if (member !== undefined) return toMemberBody(member)
    if (next === null) throw new Refusal('not-found')
    after = next
  }
}

/** Who may take over: the rule decides, the page offers those of the same organisation. */
async function colleaguesOf(context: Context, { id, organisationId }: MemberBody) {
  const { items } = await listMembers(context, { organisationId, unusedSince: undefined, limit: 100 })
  return items
    .filter((colleague) => colleague.id !== id && colleague.disabledAt === null)
    .map((colleague) => ({ value: colleague.id, text: colleague.label }))
}
