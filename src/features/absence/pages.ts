import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { addDays } from '../../platform/clock.ts'
import { answerForm, type Faults, NO_FAULTS, NothingForm, type Typed } from '../../platform/web/forms.ts'
import { listMembersOf } from '../accounts/public.ts'
import { dutyForm } from './duty-form.ts'
import { toDutyPage } from './duty-view-model.ts'
import { findDuty } from './use-cases/find-duty.ts'
import { endDuty, listDuty, nameDuty } from './use-cases/write-duty-rota.ts'

/** As far as a lead plans; the first page counts the days of the same two weeks. */
const DAYS_SHOWN = 14

/** Who is on duty: now, in the two weeks that come, and by which lines. A worker reads it, the lead writes it. */
export async function absencePages(app: FastifyInstance): Promise<void> {
  async function show(request: FastifyRequest, reply: FastifyReply, typed: Typed, faults: Faults) {
    const { context } = request
    const today = context.today()
    const [now, lines, members] = await Promise.all([
      findDuty(context.db, context),
      listDuty(context, { from: today, to: addDays(today, DAYS_SHOWN - 1) }),
      listMembersOf(context.db, context.actor.organisationId),
    ])
    return reply.page(
      'features/absence/pages/duty.njk',
      toDutyPage({
        now,
        lines,
        members,
        days: Array.from({ length: DAYS_SHOWN }, (_, ahead) => addDays(today, ahead)),
        mayWrite: context.actor.role === 'team-lead',
        typed,
        faults,
        done: (request.query as { done?: string }).done,
      }),
    )
  }

  app.get('/duty-rota', { config: { access: ['advisor', 'team-lead'] } }, (request, reply) =>
    show(request, reply, {}, NO_FAULTS),
  )
  app.post('/duty-rota', { config: { access: ['team-lead'] } }, (request, reply) =>
    answerForm(request, reply, {
      form: dutyForm(request.context.today()),
      act: nameDuty,
      to: () => '/duty-rota?done=named',
      again: (typed, faults) => show(request, reply, typed, faults),
    }),
  )
  app.post<{ Params: { dutyId: string } }>(
    '/duty-rota/:dutyId/end',
    { config: { access: ['team-lead'] } },
    (request, reply) =>
      answerForm(request, reply, {
        form: NothingForm,
        act: (context) => endDuty(context, request.params),
        to: () => '/duty-rota?done=ended',
        again: (typed, faults) => show(request, reply, typed, faults),
      }),
  )
}
