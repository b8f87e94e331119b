import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { Refusal } from '../../platform/problems.ts'
import { answerForm, type Faults, NO_FAULTS, type Typed } from '../../platform/web/forms.ts'
import { enterAbsence, listAbsences } from '../absence/public.ts'
import { listMembersOf } from '../accounts/public.ts'
import { absenceForm, settleForm, ToldForm } from './away-forms.ts'
import { toAwayPage, toDaysAwayPage, toPhoneListPage } from './away-view-models.ts'
import { toDaysAwayBody, toPhoneListItem } from './days-away-contract.ts'
import { readPhoneList, tickTold } from './use-cases/follow-phone-list.ts'
import { listDaysAway } from './use-cases/list-days-away.ts'
import { settleDaysAway } from './use-cases/settle-days-away.ts'

const config = { access: ['advisor', 'team-lead'] } as const
const OneDay = z.object({ on: z.iso.date().optional().catch(undefined), to: z.iso.date().optional().catch(undefined) })
type OfMember = { Params: { membershipId: string } }

const doneOf = (request: FastifyRequest) => (request.query as { done?: string }).done

/** A worker is away: who has their work, what becomes of each visit in one step, and whom somebody has to ring about it. */
export async function awayPageRoutes(app: FastifyInstance): Promise<void> {
  async function showAway(request: FastifyRequest, reply: FastifyReply, typed: Typed, faults: Faults) {
    const { context } = request
    const [{ items }, colleagues] = await Promise.all([
      listAbsences(context, { limit: 50 }),
      listMembersOf(context.db, context.actor.organisationId),
    ])
    const given = { absences: items, colleagues, today: context.today(), typed, faults, done: doneOf(request) }
    return reply.page(
      'features/contacts/pages/away.njk',
      toAwayPage({ ...given, isLead: context.actor.role === 'team-lead' }),
    )
  }
  app.get('/away', { config }, (request, reply) => showAway(request, reply, {}, NO_FAULTS))
  app.post('/away', { config }, (request, reply) =>
    answerForm(request, reply, {
      form: absenceForm(request.context.today()),
      act: (context, { untilOn = null, coverId = null, ...absence }) =>
        enterAbsence(context, { ...absence, untilOn, coverId }),
      to: ({ membershipId, untilOn }) =>
        `/away/${membershipId}?done=entered${untilOn === null ? '' : `&to=${untilOn}`}`,
      again: (typed, faults) => showAway(request, reply, typed, faults),
    }),
  )

  async function showDays(request: FastifyRequest<OfMember>, reply: FastifyReply, typed: Typed, faults: Faults) {
    const { context, params } = request
    const today = context.today()
    const { to = today } = OneDay.parse(request.query)
    const colleagues = await listMembersOf(context.db, context.actor.organisationId)
    const member = colleagues.find(({ membershipId }) => membershipId === params.membershipId)
    if (member === undefined) throw new Refusal('not-found')
    const { items } = toDaysAwayBody(await listDaysAway(context, { ...params, to }), today)
    return reply.page(
      'features/contacts/pages/days-away.njk',
      toDaysAwayPage({ member, to, items, today, typed, faults, done: doneOf(request) }),
    )
  }
  app.get<OfMember>('/away/:membershipId', { config }, (request, reply) => showDays(request, reply, {}, NO_FAULTS))
  app.post<OfMember>('/away/:membershipId', { config }, (request, reply) =>
    answerForm(request, reply, {
      form: settleForm(request.context.today()),
      act: (context, items) => settleDaysAway(context, { ...request.params, items }),
      to: () => `/away/${request.params.membershipId}?done=settled`,
      fieldOf: () => undefined,
      again: (typed, faults) => showDays(request, reply, typed, faults),
    }),
  )

  async function showPhoneList(request: FastifyRequest, reply: FastifyReply, faults: Faults) {
    const { context } = request
    const today = context.today()
    const { on = today } = OneDay.parse(request.query)
    const items = (await readPhoneList(context, { on })).map(toPhoneListItem)
    return reply.page(
      'features/contacts/pages/phone-list.njk',
      toPhoneListPage({ items, on, today, faults, done: doneOf(request) }),
    )
  }
  app.get('/phone-list', { config }, (request, reply) => showPhoneList(request, reply, NO_FAULTS))
  app.post('/phone-list', { config }, (request, reply) =>
    answerForm(request, reply, {
      form: ToldForm,
      act: tickTold,
      to: () => `/phone-list?done=told`,
      fieldOf: () => undefined,
      again: (_typed, faults) => showPhoneList(request, reply, faults),
    }),
  )
}
