import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { z } from 'zod'
import type { Context } from '../../platform/context.ts'
import { Refusal } from '../../platform/problems.ts'
import { answerForm, type Faults, NO_FAULTS, NothingForm, type Typed } from '../../platform/web/forms.ts'
import { sayShortDay } from '../../platform/web/words.ts'
import { listActivities } from '../activities/public.ts'
import { CONCERN_CHOICES, ConcernForm } from '../safeguarding/public.ts'
import { getScheme, type ListName } from '../schemes/public.ts'
import { readCardOrNone } from './card-page-routes.ts'
import { toPlacementBody, toPlacementItem } from './contract.ts'
import { completeForm, DeclineForm, endForm, QuestionForm, startForm } from './group-forms.ts'
import { canAsk, GROUP_STEPS, type GroupStep, isGroupStep, sayWho, toGroupPage, toPlacePage } from './group-words.ts'
import { acceptPlacement } from './use-cases/accept-placement.ts'
import { askAboutPlacement } from './use-cases/ask-about-placement.ts'
import { completePlacement } from './use-cases/complete-placement.ts'
import { countWaiting } from './use-cases/count-waiting.ts'
import { declinePlacement } from './use-cases/decline-placement.ts'
import { endPlacement } from './use-cases/end-placement.ts'
import { listPlacements } from './use-cases/list-placements.ts'
import { raiseConcernAboutPlacement } from './use-cases/raise-concern-about-placement.ts'
import { readPlacement } from './use-cases/read-placement.ts'
import { startPlacement } from './use-cases/start-placement.ts'

const config = { access: ['provider'] } as const
type Place = { Params: { placementId: string } }
type Step = { Params: { placementId: string; step: string } }
type StepAct = {
  form: (context: Context) => z.ZodType
  act: (context: Context, input: never) => Promise<unknown>
  reasons?: ListName
  asksDay: boolean
}

const ACTS: Record<GroupStep, StepAct> = {
  decline: { form: () => DeclineForm, act: declinePlacement, reasons: 'offer-decline-reason', asksDay: false },
  start: { form: (context) => startForm(context.today()), act: startPlacement, asksDay: true },
  complete: { form: (context) => completeForm(context.today()), act: completePlacement, asksDay: true },
  end: {
    form: (context) => endForm(context.today()),
    act: endPlacement,
    reasons: 'placement-end-reason',
    asksDay: true,
  },
}

/** What is offered to a group and who comes: as much of each person as it may know at this moment. */
export async function groupRoutes(app: FastifyInstance): Promise<void> {
  app.get('/group', { config }, async (request, reply) => {
    const { context } = request
    const [live, own, scheme] = await Promise.all([
      listPlacements(context, { status: 'live', limit: 100 }),
      listActivities(context, { providerId: context.actor.organisationId, withHidden: true, limit: 100 }),
      getScheme(context),
    ])
    const reader = { actor: context.actor, scheme, today: context.today(), level: live.level }
    const page = toGroupPage({
      items: live.items.map((view) => toPlacementItem(view, reader)),
      hasMore: live.next !== null,
      activities: own.items,
      waiting: await countWaiting(context),
      today: context.today(),
      groupName: context.actor.organisationName,
    })
    return reply.page('features/placements/pages/group.njk', page)
  })

  async function load({ context, params }: FastifyRequest<Place>) {
    const reader = {
      actor: context.actor,
      scheme: await getScheme(context),
      today: context.today(),
      level: 'everything' as const,
    }
    return toPlacementBody(await readPlacement(context, params), reader)
  }

  async function showPlace(request: FastifyRequest<Place>, reply: FastifyReply, faults: Faults) {
    const placement = await load(request)
    const card = placement.disclosure === 'shared' ? (await readCardOrNone(request))?.lines : undefined
    const { done } = request.query as { done?: string }
    const page = toPlacePage({ placement, card, today: request.context.today(), done })
    return reply.page('features/placements/pages/place.njk', { ...page, faults })
  }

  app.get<Place>('/group/places/:placementId', { config }, (request, reply) => showPlace(request, reply, NO_FAULTS))
  app.post<Place>('/group/places/:placementId/accept', { config }, (request, reply) =>
    answerForm(request, reply, {
      form: NothingForm,
      act: (context) => acceptPlacement(context, request.params),
      to: () => `/group/places/${request.params.placementId}?done=accept`,
      again: (_typed, faults) => showPlace(request, reply, faults),
    }),
  )

  async function showStep(request: FastifyRequest<Step>, reply: FastifyReply, typed: Typed, faults: Faults) {
    const { context, params } = request
    if (!isGroupStep(params.step)) throw new Refusal('not-found')
    const placement = await load(request)
    if (!placement.nextSteps.includes(params.step))
      throw new Refusal('step-not-open', 'That cannot be done now. Open the place again to see where it is.')
    const { reasons, asksDay } = ACTS[params.step]
    const { lists } = await getScheme(context)
    return reply.page('features/placements/pages/group-step.njk', {
      ...GROUP_STEPS[params.step],
      who: `${sayWho(placement)}, ${placement.activity.name}`,
      back: { href: `/group/places/${placement.id}`, text: 'The place' },
      action: `/group/places/${placement.id}/steps/${params.step}`,
      reasons: reasons && lists[reasons].filter(({ retiredOn }) => retiredOn === null).map(toItem),
      asksDay,
      asksNote: params.step !== 'start',
      typed: { on: sayShortDay(context.today()), ...typed },
      faults,
    })
  }
  app.get<Step>('/group/places/:placementId/steps/:step', { config }, (request, reply) =>
    showStep(request, reply, {}, NO_FAULTS),
  )
  app.post<Step>('/group/places/:placementId/steps/:step', { config }, (request, reply) => {
    const { placementId, step } = request.params
    if (!isGroupStep(step)) throw new Refusal('not-found')
    const { form, act } = ACTS[step]
    return answerForm(request, reply, {
      form: form(request.context),
      act: (context, value) => act(context, { ...(value as object), placementId } as never), // the form is the step's own
      to: () => `/group/places/${placementId}?done=${step}`,
      again: (typed, faults) => showStep(request, reply, typed, faults),
    })
  })

  async function showAsk(request: FastifyRequest<Place>, reply: FastifyReply, typed: Typed, faults: Faults) {
    const placement = await load(request)
    if (faults.list.length === 0 && !canAsk(placement))
      throw new Refusal(
        'step-not-open',
        'You asked already, or the place is over. Open the place again to see the answer.',
      )
    return reply.page('features/placements/pages/ask.njk', {
      title: 'Ask the advisor something',
      who: `${sayWho(placement)}, ${placement.activity.name}`,
      back: { href: `/group/places/${placement.id}`, text: 'The place' },
      action: `/group/places/${placement.id}/ask`,
      typed,
      faults,
    })
  }
  app.get<Place>('/group/places/:placementId/ask', { config }, (request, reply) =>
    showAsk(request, reply, {}, NO_FAULTS),
  )
  app.post<Place>('/group/places/:placementId/ask', { config }, (request, reply) =>
    answerForm(request, reply, {
      form: QuestionForm,
      act: (context, question) => askAboutPlacement(context, { ...question, ...request.params }),
      to: () => `/group/places/${request.params.placementId}?done=ask`,
      again: (typed, faults) => showAsk(request, reply, typed, faults),
    }),
  )

  async function showConcern(request: FastifyRequest<Place>, reply: FastifyReply, typed: Typed, faults: Faults) {
    const placement = await load(request)
    return reply.page('features/safeguarding/pages/new-concern.njk', {
      title: 'Raise a concern',
      back: { href: `/group/places/${placement.id}`, text: 'The place' },
      action: `/group/places/${placement.id}/concern`,
      aboutPlacement: `${sayWho(placement)}, ${placement.activity.name}`,
      typed,
      faults,
      choices: CONCERN_CHOICES,
      phones: (await getScheme(request.context)).settings.safety.phones,
    })
  }
  app.get<Place>('/group/places/:placementId/concern', { config }, (request, reply) =>
    showConcern(request, reply, {}, NO_FAULTS),
  )
  app.post<Place>('/group/places/:placementId/concern', { config }, (request, reply) =>
    answerForm(request, reply, {
      form: ConcernForm,
      act: (context, concern) => raiseConcernAboutPlacement(context, { ...concern, ...request.params }),
      to: () => `/group/places/${request.params.placementId}?done=concern`,
      again: (typed, faults) => showConcern(request, reply, typed, faults),
    }),
  )
}

const toItem = ({ code, label }: { code: string; label: string }) => ({ value: code, text: label })
