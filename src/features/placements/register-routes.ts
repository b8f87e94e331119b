import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { addDays, type Day } from '../../platform/clock.ts'
import { Refusal } from '../../platform/problems.ts'
import { answerForm, type Faults, NO_FAULTS, type Typed } from '../../platform/web/forms.ts'
import {
  heldOf,
  isInCohort,
  listCohorts,
  listSessions,
  readActivity,
  SESSIONS_SHOWN_DAYS,
} from '../activities/public.ts'
import { getScheme } from '../schemes/public.ts'
import { toPlacementItem } from './contract.ts'
import { registerForm } from './group-forms.ts'
import { toRegisterPage } from './group-words.ts'
import { BOXES, drawRegister } from './register-pdf.ts'
import { firstNameOn, toSessionLinks } from './register-words.ts'
import type { PlacementView } from './store.ts'
import { keepRegister } from './use-cases/keep-register.ts'
import { listPlacements } from './use-cases/list-placements.ts'

type OfActivity = { Params: { activityId: string } }
type Query = { on?: unknown; done?: string }

/** The group's own register, and the service's for a group that sends it on paper or says it by telephone. */
const DOORS = [
  { base: '/group/activities', access: ['provider'] },
  { base: '/activities', access: ['advisor', 'team-lead'] },
] as const

/** A whole session on one page: who came and who did not, written together. */
export async function registerRoutes(app: FastifyInstance): Promise<void> {
  async function load(request: FastifyRequest<OfActivity>) {
    const { context, params } = request
    const activity = await readActivity(context, params)
    if (context.actor.role === 'provider' && activity.providerId !== context.actor.organisationId)
      throw new Refusal('not-found')
    const today = context.today()
    const [accepted, started, scheme, cohorts, past, coming] = await Promise.all([
      listPlacements(context, { ...params, status: 'accepted', limit: 100 }),
      listPlacements(context, { ...params, status: 'started', limit: 100 }),
      getScheme(context),
      listCohorts(context, params),
      listSessions(context, { ...params, from: addDays(today, -SESSIONS_SHOWN_DAYS), to: today }),
      listSessions(context, { ...params, from: today, to: addDays(today, 2 * SESSIONS_SHOWN_DAYS) }),
    ])
    const held = heldOf(past).filter(({ heldOn }) => heldOn <= today)
    const reader = { actor: context.actor, scheme, today, level: 'everything' as const }
    /** A run that is over, or has not begun, is not expected on a day. */
    const comesOn = (view: PlacementView, on: Day): boolean => {
      const cohort = cohorts.find(({ id }) => id === view.cohortId)
      return (cohort === undefined || isInCohort(cohort, on)) && (view.sessionOn === null || view.sessionOn === on)
    }
    const views = [...started.items, ...accepted.items]
    const itemsOn = (on: Day) => views.filter((view) => comesOn(view, on)).map((view) => toPlacementItem(view, reader))
    return { activity, today, scheme, held, days: heldOf(coming).map(({ heldOn }) => heldOn), itemsOn }
  }

  for (const { base, access } of DOORS) {
    const config = { access }
    const path = `${base}/:activityId/register`
    const addressOf = ({ params }: FastifyRequest<OfActivity>) => `${base}/${params.activityId}/register`

    const show = async (request: FastifyRequest<OfActivity>, reply: FastifyReply, typed: Typed, faults: Faults) => {
      const { activity, today, held, itemsOn } = await load(request)
      const { on, done } = request.query as Query
      const chosen = held.find(({ heldOn }) => heldOn === on)?.heldOn ?? held.at(-1)?.heldOn ?? today
      const address = addressOf(request)
      return reply.page('features/placements/pages/register.njk', {
        ...toRegisterPage({ activity, items: itemsOn(chosen), on: chosen, typed, done, address }),
        sessions: toSessionLinks(held, { address, chosen }),
        paper: `${address}.pdf`,
        faults,
      })
    }
    app.get<OfActivity>(path, { config }, (request, reply) => show(request, reply, {}, NO_FAULTS))
    app.post<OfActivity>(path, { config }, (request, reply) =>
      answerForm(request, reply, {
        form: registerForm(request.context.today()),
        act: (context, session) => keepRegister(context, { ...request.params, ...session }),
        to: () => `${addressOf(request)}?done=yes`,
        again: (typed, faults) => show(request, reply, typed, faults),
      }),
    )
    app.get<OfActivity>(`${path}.pdf`, { config }, async (request, reply) => {
      const { activity, today, days, itemsOn } = await load(request)
      const { actor } = request.context
      const pdf = await drawRegister(
        {
          title: `Who came to ${activity.name}`,
          names: itemsOn(days[0] ?? today).map(firstNameOn),
          days: days.slice(0, BOXES),
          ring: 'Send it or read it out to the advisor service when it is full. It holds names: keep it locked away, and tear it up after.',
        },
        { printedBy: actor.name, on: today, author: actor.organisationName },
      )
      reply.type('application/pdf')
      reply.header('content-disposition', 'attachment; filename="register.pdf"')
      reply.header('cache-control', 'no-store')
      return reply.send(pdf)
    })
  }
}
