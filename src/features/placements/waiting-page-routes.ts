import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Context } from '../../platform/context.ts'
import { Refusal } from '../../platform/problems.ts'
import { answerForm, type Faults, NO_FAULTS, type Typed } from '../../platform/web/forms.ts'
import { readActivity } from '../activities/public.ts'
import { readReferral, toReferralBody } from '../referrals/public.ts'
import { getScheme } from '../schemes/public.ts'
import { FittingQuery, toFittingBody } from './fit-contract.ts'
import { toFittingRow } from './fit-words.ts'
import { ACCESS_CHOICES, sayWhose } from './service-words.ts'
import { confirmStillWanted } from './use-cases/confirm-still-wanted.ts'
import { findFitting } from './use-cases/find-fitting.ts'
import { joinWaitingList } from './use-cases/join-waiting-list.ts'
import { leaveWaitingList } from './use-cases/leave-waiting-list.ts'
import { listWaiting, readWaiting } from './use-cases/list-waiting.ts'
import { passWaitingOffer } from './use-cases/pass-waiting-offer.ts'
import { readFit } from './use-cases/read-fit.ts'
import { recordGap } from './use-cases/record-gap.ts'
import { takeWaitingOffer } from './use-cases/take-waiting-offer.ts'
import { SAID_LEFT_REASONS } from './waiting.ts'
import { toWaitingBody } from './waiting-contract.ts'
import { GapForm, JoinForm, waitingForm } from './waiting-forms.ts'
import {
  COMES_WITH_CHOICES,
  GAP_CHOICES,
  isWaitingDoor,
  toFitPage,
  toLeftChoices,
  toWaitingPage,
  toWaitingRow,
  type WaitingDoor,
} from './waiting-words.ts'

const config = { access: ['advisor', 'team-lead'] } as const
type OfReferral = { Params: { referralId: string } }
type ToJoin = { Params: { referralId: string; activityId: string } }
type OfActivity = { Params: { activityId: string } }
type OfEntry = { Params: { entryId: string } }
type Step = { Params: { entryId: string; step: string } }

const ACTS: Record<WaitingDoor, (context: Context, input: never) => Promise<unknown>> = {
  take: takeWaitingOffer,
  pass: passWaitingOffer,
  'still-wanted': confirmStillWanted,
  leave: leaveWaitingList,
}

/** Shown beside a gap: what is nearest to what was looked for, also without room. */
const NEXT_BEST = 5

/** Who waits for a place, what they are offered, and what was looked for in vain. */
export async function waitingPageRoutes(app: FastifyInstance): Promise<void> {
  const load = async ({ context, params }: FastifyRequest<OfReferral>) =>
    toReferralBody(await readReferral(context, params), context.actor, context.today())

  async function showJoin(request: FastifyRequest<ToJoin>, reply: FastifyReply, typed: Typed, faults: Faults) {
    const { context, params } = request
    const referral = await load(request)
    const fit = await readFit(context, params)
    const path = `/referrals/${referral.id}/placements`
    return reply.page('features/placements/pages/join.njk', {
      title: `Wait for a place: ${fit.activity.name}`,
      back: { href: `${path}/new`, text: 'Find an activity' },
      person: sayWhose(referral),
      action: `${path}/wait/${params.activityId}`,
      fit: toFitPage(fit, context.today()),
      isUrgentFirst: fit.activity.waitingOrder === 'urgent-first',
      accessChoices: ACCESS_CHOICES,
      typed,
      faults,
    })
  }
  app.get<ToJoin>('/referrals/:referralId/placements/wait/:activityId', { config }, (request, reply) =>
    showJoin(request, reply, {}, NO_FAULTS),
  )
  app.post<ToJoin>('/referrals/:referralId/placements/wait/:activityId', { config }, (request, reply) =>
    answerForm(request, reply, {
      form: JoinForm,
      act: (context, said) => joinWaitingList(context, { ...request.params, ...said }),
      to: () => `/referrals/${request.params.referralId}/placements?done=waits`,
      again: (typed, faults) => showJoin(request, reply, typed, faults),
    }),
  )

  async function showEntry(request: FastifyRequest<OfEntry>, reply: FastifyReply, typed: Typed, faults: Faults) {
    const { context, params } = request
    const entry = toWaitingBody(await readWaiting(context, params))
    const referral = toReferralBody(
      await readReferral(context, { referralId: entry.referralId }),
      context.actor,
      context.today(),
    )
    return reply.page('features/placements/pages/waiting.njk', {
      ...toWaitingPage(entry, { today: context.today(), line: entry }),
      person: sayWhose(referral),
      action: `/waiting/${entry.id}`,
      leftChoices: toLeftChoices(SAID_LEFT_REASONS),
      comesWithChoices: COMES_WITH_CHOICES,
      typed,
      faults,
    })
  }
  app.get<OfEntry>('/waiting/:entryId', { config }, (request, reply) => showEntry(request, reply, {}, NO_FAULTS))
  app.post<Step>('/waiting/:entryId/:step', { config }, (request, reply) => {
    const { entryId, step } = request.params
    if (!isWaitingDoor(step)) throw new Refusal('not-found')
    return answerForm(request, reply, {
      form: waitingForm(step, request.context.today()),
      act: (context, said) => ACTS[step](context, { ...said, entryId } as never), // the form is the step's own
      to: () => `/waiting/${entryId}`,
      again: (typed, faults) => showEntry(request, reply, typed, faults),
    })
  })

  app.get<OfActivity>('/activities/:activityId/waiting', { config }, async (request, reply) => {
    const { context, params } = request
    const activity = await readActivity(context, params)
    const { items, inLine } = await listWaiting(context, params)
    return reply.page('features/placements/pages/line.njk', {
      title: `Who waits for ${activity.name}`,
      rule:
        activity.waitingOrder === 'urgent-first'
          ? 'Whoever is urgent is asked first, and of those who joined first.'
          : 'Whoever joined first is asked first.',
      inLine,
      rows: items.map((record) => toWaitingRow(toWaitingBody(record), context.today())),
    })
  })

  async function showGap(request: FastifyRequest<OfReferral>, reply: FastifyReply, typed: Typed, faults: Faults) {
    const { context } = request
    const referral = await load(request)
    const scheme = await getScheme(context)
    // Also without room: somebody may wait for it. The nearest stands first.
    const query = FittingQuery.parse({ hasRoom: 'false', limit: String(NEXT_BEST) })
    const found = await findFitting(context, { referralId: referral.id, ...query })
    const path = `/referrals/${referral.id}/placements`
    return reply.page('features/placements/pages/gap.njk', {
      title: 'Nothing fits: write down the gap',
      back: { href: `${path}/new`, text: 'Find an activity' },
      person: sayWhose(referral),
      action: `/referrals/${referral.id}/gaps/new`,
      needs: scheme.lists.need
        .filter(({ code, retiredOn }) => retiredOn === null || referral.needs.includes(code))
        .toSorted(
          (one, other) => Number(referral.needs.includes(other.code)) - Number(referral.needs.includes(one.code)),
        )
        .map(({ code, label }) => ({ value: code, text: label })),
      whys: GAP_CHOICES,
      rows: found.items
        .map((activity) => toFittingRow(toFittingBody(activity, scheme), path))
        .map((row) => ({ ...row, look: row.offer ?? row.wait })),
      typed,
      faults,
    })
  }
  app.get<OfReferral>('/referrals/:referralId/gaps/new', { config }, (request, reply) =>
    showGap(request, reply, {}, NO_FAULTS),
  )
  app.post<OfReferral>('/referrals/:referralId/gaps/new', { config }, (request, reply) =>
    answerForm(request, reply, {
      form: GapForm,
      act: (context, said) => recordGap(context, { ...request.params, ...said }),
      to: () => `/referrals/${request.params.referralId}/placements?done=gap`,
      again: (typed, faults) => showGap(request, reply, typed, faults),
    }),
  )
}
