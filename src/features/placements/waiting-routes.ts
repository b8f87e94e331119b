import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { answerOnce } from '../../platform/http/once.ts'
import { refusals } from '../../platform/http/problem-answers.ts'
import { ActivityOf, PlacementStateBody, ReferralId, toPlacementStateBody } from './contract.ts'
import { GapBody, GapsBody, NewGapBody, toGapBody, toGapsBody } from './gap-contract.ts'
import type { OwnedPlacement } from './store.ts'
import { confirmStillWanted } from './use-cases/confirm-still-wanted.ts'
import { joinWaitingList } from './use-cases/join-waiting-list.ts'
import { leaveWaitingList } from './use-cases/leave-waiting-list.ts'
import { listGaps } from './use-cases/list-gaps.ts'
import { listWaiting } from './use-cases/list-waiting.ts'
import { passWaitingOffer } from './use-cases/pass-waiting-offer.ts'
import { recordGap } from './use-cases/record-gap.ts'
import { takeWaitingOffer } from './use-cases/take-waiting-offer.ts'
import {
  EntryId,
  JoinWaitingListBody,
  LeaveWaitingListBody,
  TakeWaitingOfferBody,
  toWaitingBody,
  toWaitingStateBody,
  WaitingListBody,
  WaitingStateBody,
} from './waiting-contract.ts'

const config = { access: ['advisor', 'team-lead'] } as const
const tags = ['Waiting lists']
const ONCE = ['request-in-flight', 'key-used-for-another-request'] as const

/** Who waits for a place, what becomes of it, and what was looked for in vain. */
export const waitingRoutes: FastifyPluginAsyncZod = async (app) => {
  app.post(
    '/referrals/:referralId/waiting',
    {
      config,
      schema: {
        operationId: 'joinWaitingList',
        tags,
        summary: 'A person waits for a place in an activity that is full or closed for now',
        params: ReferralId,
        body: JoinWaitingListBody,
        response: {
          201: WaitingStateBody,
          ...refusals('not-found', 'step-not-open', 'already-done', 'not-possible', ...ONCE),
        },
      },
    },
    (request, reply) =>
      answerOnce(request, reply, (context) => joinWaitingList(context, { ...request.params, ...request.body }), {
        status: 201,
        toBody: toWaitingStateBody,
      }),
  )

  app.get(
    '/referrals/:referralId/waiting',
    {
      config,
      schema: {
        operationId: 'listWaitingOfReferral',
        tags,
        summary: 'What the person of a referral waits for or waited for, with how long it may take',
        params: ReferralId,
        response: { 200: WaitingListBody, ...refusals('not-found') },
      },
    },
    async (request) => {
      const { items, inLine } = await listWaiting(request.context, request.params)
      return { inLine, items: items.map(toWaitingBody) }
    },
  )

  app.get(
    '/activities/:activityId/waiting',
    {
      config,
      schema: {
        operationId: 'listWaitingForActivity',
        tags,
        summary: 'Who waits for an activity, in order of the line',
        params: ActivityOf,
        response: { 200: WaitingListBody, ...refusals('not-found') },
      },
    },
    async (request) => {
      const { items, inLine } = await listWaiting(request.context, request.params)
      return { inLine, items: items.map(toWaitingBody) }
    },
  )

  app.post(
    '/waiting/:entryId/take',
    {
      config,
      schema: {
        operationId: 'takeWaitingOffer',
        tags,
        summary: 'The person wants the place that is held: the group is asked',
        params: EntryId,
        body: TakeWaitingOfferBody,
        response: {
          201: PlacementStateBody,
          ...refusals(
            'not-found',
            'step-not-open',
            'already-done',
            'not-possible',
            'no-place-left',
            'consent-needed',
            ...ONCE,
          ),
        },
      },
    },
    (request, reply) => {
      const { actor } = request.context
      return answerOnce(
        request,
        reply,
        (context) => takeWaitingOffer(context, { ...request.params, ...request.body }),
        { status: 201, toBody: (placement: OwnedPlacement) => toPlacementStateBody(placement, actor) },
      )
    },
  )

  app.post(
    '/waiting/:entryId/pass',
    {
      config,
      schema: {
        operationId: 'passWaitingOffer',
        tags,
        summary: 'Not this time: the place goes to the next. After the second time they wait no more',
        params: EntryId,
        response: { 200: WaitingStateBody, ...refusals('not-found', 'step-not-open', ...ONCE) },
      },
    },
    (request, reply) =>
      answerOnce(request, reply, (context) => passWaitingOffer(context, request.params), {
        toBody: toWaitingStateBody,
      }),
  )

  app.post(
    '/waiting/:entryId/still-wanted',
    {
      config,
      schema: {
        operationId: 'confirmStillWanted',
        tags,
        summary: 'The person was asked, and still wants the place',
        params: EntryId,
        response: { 200: WaitingStateBody, ...refusals('not-found', 'step-not-open', ...ONCE) },
      },
    },
    (request, reply) =>
      answerOnce(request, reply, (context) => confirmStillWanted(context, request.params), {
        toBody: toWaitingStateBody,
      }),
  )

  app.post(
    '/waiting/:entryId/leave',
    {
      config,
      schema: {
        operationId: 'leaveWaitingList',
        tags,
        summary: 'The person waits no more, and why',
        params: EntryId,
        body: LeaveWaitingListBody,
        response: { 200: WaitingStateBody, ...refusals('not-found', 'step-not-open', ...ONCE) },
      },
    },
    (request, reply) =>
      answerOnce(request, reply, (context) => leaveWaitingList(context, { ...request.params, ...request.body }), {
        toBody: toWaitingStateBody,
      }),
  )

  app.post(
    '/referrals/:referralId/gaps',
    {
      config,
      schema: {
        operationId: 'recordGap',
        tags,
        summary: 'What the person needs and nothing offers',
        params: ReferralId,
        body: NewGapBody,
        response: { 201: GapBody, ...refusals('not-found', 'step-not-open', ...ONCE) },
      },
    },
    (request, reply) =>
      answerOnce(request, reply, (context) => recordGap(context, { ...request.params, ...request.body }), {
        status: 201,
        toBody: toGapBody,
      }),
  )

  app.get(
    '/referrals/:referralId/gaps',
    {
      config,
      schema: {
        operationId: 'listGaps',
        tags,
        summary: 'What was looked for in vain for a referral, the oldest first',
        params: ReferralId,
        response: { 200: GapsBody, ...refusals('not-found') },
      },
    },
    async (request) => toGapsBody(await listGaps(request.context, request.params)),
  )
}
