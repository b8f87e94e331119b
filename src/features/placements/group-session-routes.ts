import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { addDays } from '../../platform/clock.ts'
import { Refusal } from '../../platform/problems.ts'
import { answerForm, type Faults, NO_FAULTS, NothingForm, type Typed } from '../../platform/web/forms.ts'
import {
  addCohort,
  amendCohort,
  type Cohort,
  cancelSession,
  findCohort,
  listCohorts,
  listSessions,
  moveSession,
  readActivity,
  restoreSession,
  SESSIONS_SHOWN_DAYS,
} from '../activities/public.ts'
import { cohortChangeForm, cohortForm, RestoreForm, sessionForm } from './session-forms.ts'
import { firstTypedOfCohort, toCohortRow, toSessionsPage } from './session-words.ts'
import { completeCohort } from './use-cases/complete-cohort.ts'

const config = { access: ['provider'] } as const
type OfActivity = { Params: { activityId: string } }
type OfCohort = { Params: { cohortId: string } }

/** When a group meets, one session at a time, and the runs of its programmes. */
export async function groupSessionRoutes(app: FastifyInstance): Promise<void> {
  const own = async ({ context, params }: FastifyRequest<OfActivity>) => {
    const activity = await readActivity(context, params)
    if (activity.providerId !== context.actor.organisationId) throw new Refusal('not-found')
    return activity
  }
  const ownCohort = async ({ context, params }: FastifyRequest<OfCohort>): Promise<Cohort> => {
    const cohort = await findCohort(context.db, params.cohortId)
    if (cohort?.providerId !== context.actor.organisationId) throw new Refusal('not-found')
    return cohort
  }

  async function showSessions(request: FastifyRequest<OfActivity>, reply: FastifyReply, typed: Typed, faults: Faults) {
    const activity = await own(request)
    const from = request.context.today()
    const to = addDays(from, SESSIONS_SHOWN_DAYS)
    const sessions = await listSessions(request.context, { activityId: activity.id, from, to })
    const done = (request.query as { done?: string }).done !== undefined
    return reply.page('features/placements/pages/sessions.njk', {
      ...toSessionsPage({ activity, sessions, done }),
      typed,
      faults,
    })
  }
  const sessions = '/group/activities/:activityId/sessions'
  app.get<OfActivity>(sessions, { config }, (request, reply) => showSessions(request, reply, {}, NO_FAULTS))
  app.post<OfActivity>(sessions, { config }, (request, reply) =>
    answerForm(request, reply, {
      form: sessionForm(request.context.today()),
      act: (context, { session, what, toOn, why, startsAt, endsAt }) => {
        const one = { ...request.params, on: session, why }
        return what === 'cancel' || toOn === undefined
          ? cancelSession(context, one)
          : moveSession(context, { ...one, toOn, startsAt, endsAt })
      },
      to: () => `/group/activities/${request.params.activityId}/sessions?done=yes`,
      again: (typed, faults) => showSessions(request, reply, typed, faults),
    }),
  )

  app.post<OfActivity>(`${sessions}/restore`, { config }, (request, reply) =>
    answerForm(request, reply, {
      form: RestoreForm,
      act: (context, { on }) => restoreSession(context, { ...request.params, on }),
      to: () => `/group/activities/${request.params.activityId}/sessions?done=yes`,
      again: (typed, faults) => showSessions(request, reply, typed, faults),
    }),
  )

  async function showCohorts(request: FastifyRequest<OfActivity>, reply: FastifyReply, typed: Typed, faults: Faults) {
    const { context, params } = request
    const activity = await own(request)
    const { done } = request.query as { done?: string }
    return reply.page('features/placements/pages/cohorts.njk', {
      title: `Runs of ${activity.name}`,
      back: { href: '/group/activities', text: 'Your activities' },
      action: `/group/activities/${activity.id}/cohorts`,
      rows: (await listCohorts(context, params)).map((cohort) => toCohortRow(cohort, context.today())),
      typed,
      faults,
      done: done === undefined ? undefined : 'It is saved.',
    })
  }
  const cohorts = '/group/activities/:activityId/cohorts'
  app.get<OfActivity>(cohorts, { config }, (request, reply) => showCohorts(request, reply, {}, NO_FAULTS))
  app.post<OfActivity>(cohorts, { config }, (request, reply) =>
    answerForm(request, reply, {
      form: cohortForm(request.context.today()),
      act: (context, cohort) => addCohort(context, { ...request.params, ...cohort }),
      to: () => `/group/activities/${request.params.activityId}/cohorts?done=yes`,
      again: (typed, faults) => showCohorts(request, reply, typed, faults),
    }),
  )

  async function showCohort(request: FastifyRequest<OfCohort>, reply: FastifyReply, typed: Typed, faults: Faults) {
    const cohort = await ownCohort(request)
    return reply.page('features/placements/pages/cohort.njk', {
      title: `${cohort.name}, ${cohort.activityName}`,
      back: { href: `/group/activities/${cohort.activityId}/cohorts`, text: `Runs of ${cohort.activityName}` },
      action: `/group/cohorts/${cohort.id}`,
      version: cohort.version,
      row: toCohortRow(cohort, request.context.today()),
      typed: faults.list.length > 0 ? typed : firstTypedOfCohort(cohort),
      faults,
    })
  }
  const one = '/group/cohorts/:cohortId'
  app.get<OfCohort>(one, { config }, (request, reply) => showCohort(request, reply, {}, NO_FAULTS))
  app.post<OfCohort>(one, { config }, (request, reply) =>
    answerForm(request, reply, {
      form: cohortChangeForm(request.context.today()),
      act: (context, { version, isClosed, ...said }) =>
        amendCohort(context, {
          ...request.params,
          version,
          patch: { ...said, isClosed: isClosed === 'yes' },
        }),
      to: ({ activityId }) => `/group/activities/${activityId}/cohorts?done=yes`,
      again: (typed, faults) => showCohort(request, reply, typed, faults),
    }),
  )
  app.post<OfCohort>(`${one}/complete`, { config }, (request, reply) =>
    answerForm(request, reply, {
      form: NothingForm,
      act: async (context) => {
        await ownCohort(request)
        return completeCohort(context, request.params)
      },
      to: ({ activityId }) => `/group/activities/${activityId}/cohorts?done=yes`,
      again: (typed, faults) => showCohort(request, reply, typed, faults),
    }),
  )
}
