import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Context } from '../../platform/context.ts'
import { Refusal } from '../../platform/problems.ts'
import { type Asked, readAsked, toNextAddress } from '../../platform/web/asked.ts'
import { answerForm, type Faults, NO_FAULTS, type Typed } from '../../platform/web/forms.ts'
import { sayLongDay } from '../../platform/web/words.ts'
import { readActivity, searchChoices, toActivityBody } from '../activities/public.ts'
import { readPerson } from '../people/public.ts'
import { readReferral, sayPerson, toReferralBody } from '../referrals/public.ts'
import { addWorkingDays, getScheme } from '../schemes/public.ts'
import { toPlacementBody, toPlacementItem } from './contract.ts'
import { ageBandOn, areaOf, needsInWords } from './disclosure.ts'
import { toFittingBody } from './fit-contract.ts'
import { toFittingQuery } from './fit-forms.ts'
import { toFittingRow } from './fit-words.ts'
import { toGapsBody } from './gap-contract.ts'
import { offerForm, stepForm } from './service-forms.ts'
import {
  ACCESS_CHOICES,
  isServiceStep,
  SERVICE_STEPS,
  type ServiceStep,
  sayWhose,
  toFoundRow,
  toOfferRow,
  toPlacementRow,
  toSeenBefore,
} from './service-words.ts'
import { acceptPlacement } from './use-cases/accept-placement.ts'
import { cancelPlacement } from './use-cases/cancel-placement.ts'
import { completePlacement } from './use-cases/complete-placement.ts'
import { declinePlacement } from './use-cases/decline-placement.ts'
import { endPlacement } from './use-cases/end-placement.ts'
import { findFitting } from './use-cases/find-fitting.ts'
import { listGaps } from './use-cases/list-gaps.ts'
import { listPlacements } from './use-cases/list-placements.ts'
import { listWaiting } from './use-cases/list-waiting.ts'
import { offerPlacement } from './use-cases/offer-placement.ts'
import { readFit } from './use-cases/read-fit.ts'
import { readPlacement } from './use-cases/read-placement.ts'
import { refuseDayNotHeld } from './use-cases/refuse-day-not-held.ts'
import { startPlacement } from './use-cases/start-placement.ts'
import { DAYS_TO_ANSWER } from './waiting.ts'
import { toWaitingBody } from './waiting-contract.ts'
import { COMES_WITH_ANSWERS, hasCost, toFitPage, toGapRows, toWaitingRow } from './waiting-words.ts'

type OfReferral = { Params: { referralId: string } }
type OfActivity = { Params: { referralId: string; activityId: string } }
type OfStep = { Params: { referralId: string; placementId: string; step: string } }

const SERVICE = { access: ['advisor', 'team-lead'] } as const
const BOTH_SIDES = { access: ['referrer', 'advisor', 'team-lead'] } as const

const ACTS: Record<ServiceStep, (context: Context, input: never) => Promise<unknown>> = {
  cancel: cancelPlacement,
  accept: acceptPlacement,
  decline: declinePlacement,
  start: startPlacement,
  complete: completePlacement,
  end: endPlacement,
}

const DONE: Readonly<Record<string, string>> = {
  offered: 'The place is offered and kept. The group is asked.',
  waits: 'They are on the waiting list. When a place comes free, you are told.',
  gap: 'The gap is written down.',
}

/** On one page; the longest wait stands first. */
const OFFERS_SHOWN = 50

/** Where a person goes: the activities found for them, what was offered, and what came of it. */
export async function serviceRoutes(app: FastifyInstance): Promise<void> {
  app.get('/offers', { config: SERVICE }, async ({ context, query }, reply) => {
    const { after } = query as { after?: unknown }
    const { items, next } = await listPlacements(context, {
      status: 'offered',
      order: 'oldest',
      limit: OFFERS_SHOWN,
      after: typeof after === 'string' ? after : undefined,
    })
    return reply.page('features/placements/pages/offers.njk', {
      title: 'Offers without an answer',
      rows: items.map((view) => toOfferRow(view, context.today())),
      more: next === null ? undefined : `/offers?after=${encodeURIComponent(next)}`,
    })
  })

  app.get<OfReferral>('/referrals/:referralId/placements', { config: BOTH_SIDES }, async (request, reply) => {
    const { context, params } = request
    const referral = await loadReferral(request)
    const { items, level } = await listPlacements(context, { ...params, limit: 100 })
    const reader = { actor: context.actor, scheme: await getScheme(context), today: context.today(), level }
    const path = `/referrals/${referral.id}/placements`
    const { done } = request.query as { done?: string }
    return reply.page('features/placements/pages/placements.njk', {
      title: 'Groups and activities',
      back: { href: `/referrals/${referral.id}`, text: sayPerson(referral.person) },
      person: sayWhose(referral),
      done: done === undefined ? undefined : (DONE[done] ?? 'It is saved.'),
      ...(context.actor.role === 'referrer' ? {} : await loadWaiting(context, referral.id)),
      find: mayPlace(context, referral.status) ? `${path}/new` : undefined,
      rows: items.map((view) => toPlacementRow(toPlacementItem(view, reader), { ...reader, path })),
    })
  })

  app.get<OfReferral>('/referrals/:referralId/placements/new', { config: SERVICE }, async (request, reply) => {
    const { context } = request
    const referral = await loadReferral(request)
    const scheme = await getScheme(context)
    const asked = readAsked(request.query as Asked)
    const { query, faults } = toFittingQuery(asked)
    const found = query === undefined ? undefined : await findFitting(context, { referralId: referral.id, ...query })
    const path = `/referrals/${referral.id}/placements`
    if (query === undefined) reply.code(400)
    const next = found?.next ?? null
    return reply.page('features/placements/pages/find.njk', {
      title: 'Find an activity',
      back: { href: path, text: 'Groups and activities' },
      person: sayWhose(referral),
      action: `${path}/new`,
      typed: asked,
      faults,
      choices: searchChoices(scheme),
      gap: `/referrals/${referral.id}/gaps/new`,
      isNarrowed: Object.keys(asked).some((name) => !['words', 'category', 'after'].includes(name)),
      rows: (found?.items ?? []).map((activity) => toFittingRow(toFittingBody(activity, scheme), path)),
      next: next === null ? undefined : toNextAddress(`${path}/new`, asked, next),
    })
  })

  async function showOffer(request: FastifyRequest<OfActivity>, reply: FastifyReply, typed: Typed, faults: Faults) {
    const { context, params } = request
    const referral = await loadReferral(request)
    const scheme = await getScheme(context)
    const activity = toActivityBody(await readActivity(context, params), scheme)
    const person = await readPerson(context, { personId: referral.person.id })
    const path = `/referrals/${referral.id}/placements`
    return reply.page('features/placements/pages/offer.njk', {
      title: `Offer a place: ${activity.name}`,
      back: { href: `${path}/new`, text: 'Find an activity' },
      person: sayWhose(referral),
      action: `${path}/new/${activity.id}`,
      buy: `/referrals/${referral.id}/spot/${activity.id}`,
      activity: toFoundRow(activity),
      fit: toFitPage(await readFit(context, params), context.today()),
      waitHref: `${path}/wait/${activity.id}`,
      comesWithChoices: COMES_WITH_ANSWERS,
      usualAnswer: sayLongDay(addWorkingDays(context.today(), DAYS_TO_ANSWER)),
      seen: toSeenBefore({
        needs: needsInWords(referral.needs, scheme.lists.need),
        area: person.addressHidden ? null : areaOf(person.address?.postcode ?? null),
        ageBand: ageBandOn(referral.person.bornOn, context.today()),
      }),
      accessChoices: ACCESS_CHOICES,
      typed,
      faults,
    })
  }
  app.get<OfActivity>('/referrals/:referralId/placements/new/:activityId', { config: SERVICE }, (request, reply) =>
    showOffer(request, reply, {}, NO_FAULTS),
  )
  app.post<OfActivity>(
    '/referrals/:referralId/placements/new/:activityId',
    { config: SERVICE },
    async (request, reply) => {
      const { context, params } = request
      const activity = await readActivity(context, params)
      return answerForm(request, reply, {
        form: offerForm(context.today(), { hasCost: hasCost(activity) }),
        act: async (once, { knowsCost: _, ...offer }) => {
          await refuseDayNotHeld(once, { ...params, startsOn: offer.startsOn })
          return offerPlacement(once, { ...params, ...offer })
        },
        to: () => `/referrals/${params.referralId}/placements?done=offered`,
        again: (typed, faults) => showOffer(request, reply, typed, faults),
      })
    },
  )

  async function showStep(request: FastifyRequest<OfStep>, reply: FastifyReply, typed: Typed, faults: Faults) {
    const { context, params } = request
    const { step } = params
    if (!isServiceStep(step)) throw new Refusal('not-found')
    const referral = await loadReferral(request)
    const scheme = await getScheme(context)
    const reader = { actor: context.actor, scheme, today: context.today(), level: 'everything' as const }
    const placement = toPlacementBody(await readPlacement(context, params), reader)
    if (placement.referralId !== referral.id) throw new Refusal('not-found')
    if (faults.list.length === 0 && !placement.nextSteps.includes(step))
      throw new Refusal('step-not-open', 'That cannot be done with this place now')
    const { title, tells, button, fields } = SERVICE_STEPS[step]
    return reply.page('features/placements/pages/service-step.njk', {
      title,
      back: { href: `/referrals/${referral.id}/placements`, text: 'Groups and activities' },
      person: sayWhose(referral),
      activity: `${placement.activity.name}, ${placement.activity.providerName ?? ''}`,
      action: `/referrals/${referral.id}/placements/${placement.id}/${step}`,
      tells,
      button,
      fields: fields.map((name) => ({
        name,
        items:
          name === 'offer-decline-reason' || name === 'placement-end-reason'
            ? scheme.lists[name]
                .filter(({ retiredOn }) => retiredOn === null)
                .map(({ code, label }) => ({ value: code, text: label }))
            : undefined,
      })),
      isNoteNeeded: step === 'cancel',
      typed,
      faults,
    })
  }
  app.get<OfStep>('/referrals/:referralId/placements/:placementId/:step', { config: SERVICE }, (request, reply) =>
    showStep(request, reply, {}, NO_FAULTS),
  )
  app.post<OfStep>('/referrals/:referralId/placements/:placementId/:step', { config: SERVICE }, (request, reply) => {
    const { referralId, placementId, step } = request.params
    if (!isServiceStep(step)) throw new Refusal('not-found')
    return answerForm(request, reply, {
      form: stepForm(step, request.context.today()),
      act: (context, value) => ACTS[step](context, { ...value, placementId } as never), // the form is the step's own
      to: () => `/referrals/${referralId}/placements?done=${step}`,
      again: (typed, faults) => showStep(request, reply, typed, faults),
    })
  })
}

const loadReferral = async ({ context, params }: FastifyRequest<OfReferral>) =>
  toReferralBody(await readReferral(context, params), context.actor, context.today())

async function loadWaiting(context: Context, referralId: string) {
  const { lists } = await getScheme(context)
  const { items } = await listWaiting(context, { referralId })
  return {
    waiting: items.map((record) => toWaitingRow(toWaitingBody(record), context.today())),
    gaps: toGapRows(toGapsBody(await listGaps(context, { referralId })), lists.need),
  }
}
const mayPlace = ({ actor }: Context, status: string): boolean => actor.role !== 'referrer' && status === 'accepted'
