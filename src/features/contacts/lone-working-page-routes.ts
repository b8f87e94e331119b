import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { answerForm, type Faults, NO_FAULTS, NothingForm, type Typed } from '../../platform/web/forms.ts'
import { listMembersOf } from '../accounts/public.ts'
import { EndAlarmForm } from './forms.ts'
import { type ListedAlarm, toAlarmPage, toAlarmsPage } from './lone-working-view-models.ts'
import { endAlarm, takeAlarm } from './use-cases/answer-alarm.ts'
import { listAlarms } from './use-cases/list-alarms.ts'

const config = { access: ['advisor', 'team-lead'] } as const
type OfAlarm = { Params: { alarmId: string } }

/** Workers who are not back from a visit: who has it, and what was found. */
export async function loneWorkingPageRoutes(app: FastifyInstance): Promise<void> {
  async function load({ context }: FastifyRequest) {
    const [{ watching, lastRunAt, items, inside }, members] = await Promise.all([
      listAlarms(context),
      listMembersOf(context.db, context.actor.organisationId),
    ])
    const nameOf = new Map(members.map(({ membershipId, name }) => [membershipId, name]))
    const alarms: ListedAlarm[] = items.map((alarm) => ({
      ...alarm,
      takenBy: alarm.takenById === null ? undefined : nameOf.get(alarm.takenById),
    }))
    return { watching, lastRunAt, alarms, inside, reader: context.actor.membershipId }
  }

  async function showAll(request: FastifyRequest, reply: FastifyReply, faults: Faults) {
    const { done } = request.query as { done?: string }
    const page = toAlarmsPage({ ...(await load(request)), done })
    return reply.page('features/contacts/pages/lone-working.njk', { ...page, faults })
  }

  /** One that has ended meanwhile is no page any more: the list says what is left. */
  async function showOne(request: FastifyRequest<OfAlarm>, reply: FastifyReply, typed: Typed, faults: Faults) {
    const { alarms, reader } = await load(request)
    const alarm = alarms.find(({ id }) => id === request.params.alarmId)
    if (alarm === undefined) {
      if (reply.statusCode === 409) return showAll(request, reply, faults)
      reply.code(404)
      return showAll(request, reply, GONE)
    }
    return reply.page('features/contacts/pages/alarm.njk', { ...toAlarmPage(alarm, reader), typed, faults })
  }

  app.get('/lone-working', { config }, (request, reply) => showAll(request, reply, NO_FAULTS))

  app.get<OfAlarm>('/lone-working/:alarmId', { config }, (request, reply) => showOne(request, reply, {}, NO_FAULTS))

  app.post<OfAlarm>('/lone-working/:alarmId/take', { config }, (request, reply) =>
    answerForm(request, reply, {
      form: NothingForm,
      act: (context) => takeAlarm(context, request.params),
      to: ({ id }) => `/lone-working/${id}`,
      again: (_typed, faults) => showAll(request, reply, faults),
    }),
  )

  app.post<OfAlarm>('/lone-working/:alarmId', { config }, (request, reply) =>
    answerForm(request, reply, {
      form: EndAlarmForm,
      act: (context, end) => endAlarm(context, { ...request.params, ...end }),
      to: () => '/lone-working?done=ended',
      again: (typed, faults) => showOne(request, reply, typed, faults),
    }),
  )
}

const GONE: Faults = { list: [{ text: 'It has ended, or it is not about a colleague of yours' }], of: {} }
