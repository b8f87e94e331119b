import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import type { z } from 'zod'
import type { Context, Role } from '../../platform/context.ts'
import { answerOnce } from '../../platform/http/once.ts'
import { refusals } from '../../platform/http/problem-answers.ts'
import { ConcernFields, RaisedBody, toRaisedBody } from '../safeguarding/public.ts'
import { getScheme } from '../schemes/public.ts'
import {
  AttendanceBody,
  NewAttendanceBody,
  NewSessionBody,
  SessionBody,
  toAttendanceBody,
  toSessionBody,
} from './attendance-contract.ts'
import { cardRoutes } from './card-routes.ts'
import { cohortRoutes } from './cohort-routes.ts'
import {
  ActivityOf,
  CancelPlacementBody,
  CompletePlacementBody,
  DeclinePlacementBody,
  EndPlacementBody,
  PlacementBody,
  PlacementId,
  PlacementStateBody,
  PlacementsBody,
  PlacementsQuery,
  ReferralId,
  StartPlacementBody,
  toPlacementBody,
  toPlacementItem,
  toPlacementStateBody,
} from './contract.ts'
import { fitRoutes } from './fit-routes.ts'
import { NewPlacementBody } from './offer-contract.ts'
import { questionRoutes } from './question-routes.ts'
import type { OwnedPlacement } from './store.ts'
import { acceptPlacement } from './use-cases/accept-placement.ts'
import { cancelPlacement } from './use-cases/cancel-placement.ts'
import { completePlacement } from './use-cases/complete-placement.ts'
import { declinePlacement } from './use-cases/decline-placement.ts'
import { endPlacement } from './use-cases/end-placement.ts'
import { listPlacements } from './use-cases/list-placements.ts'
import { offerPlacement } from './use-cases/offer-placement.ts'
import { raiseConcernAboutPlacement } from './use-cases/raise-concern-about-placement.ts'
import { readPlacement } from './use-cases/read-placement.ts'
import { recordAttendance } from './use-cases/record-attendance.ts'
import { recordSession } from './use-cases/record-session.ts'
import { startPlacement } from './use-cases/start-placement.ts'
import { waitingRoutes } from './waiting-routes.ts'

const SERVICE: readonly Role[] = ['advisor', 'team-lead']
const PROVIDER: readonly Role[] = ['provider']
const BOTH: readonly Role[] = [...SERVICE, ...PROVIDER]
const tags = ['Placements']

export const placementApi: FastifyPluginAsyncZod = async (app) => {
  await app.register(cardRoutes)
  await app.register(cohortRoutes)
  await app.register(questionRoutes)
  await app.register(waitingRoutes)
  await app.register(fitRoutes)

  app.post(
    '/referrals/:referralId/placements',
    {
      config: { access: SERVICE },
      schema: {
        operationId: 'offerPlacement',
        tags,
        summary: 'Offer a person to a provider; the place is held from now on',
        params: ReferralId,
        body: NewPlacementBody,
        response: {
          201: PlacementStateBody,
          ...refusals(
            'not-found',
            'step-not-open',
            'already-done',
            'no-place-left',
            'not-possible',
            'consent-needed',
            'request-in-flight',
            'key-used-for-another-request',
          ),
        },
      },
    },
    (request, reply) => {
      const { actor } = request.context
      const input = { ...request.params, ...request.body }
      return answerOnce(request, reply, (context) => offerPlacement(context, input), {
        status: 201,
        toBody: (placement: OwnedPlacement) => toPlacementStateBody(placement, actor),
      })
    },
  )

  app.get(
    '/placements',
    {
      config: { access: ['referrer', ...BOTH] },
      schema: {
        operationId: 'listPlacements',
        tags,
        summary: "A provider's own, the service's, or those of one referral; the newest first",
        querystring: PlacementsQuery,
        response: { 200: PlacementsBody, ...refusals() },
      },
    },
    async (request) => {
      const { context } = request
      const { items, next, level } = await listPlacements(context, request.query)
      const reader = { actor: context.actor, scheme: await getScheme(context), today: context.today(), level }
      return { items: items.map((view) => toPlacementItem(view, reader)), next }
    },
  )

  app.get(
    '/placements/:placementId',
    {
      config: { access: BOTH },
      schema: {
        operationId: 'readPlacement',
        tags,
        summary: 'One placement: a provider reads what it may know of the person at this moment',
        params: PlacementId,
        response: { 200: PlacementBody, ...refusals('not-found') },
      },
    },
    async (request) => {
      const { context } = request
      const scheme = await getScheme(context)
      const reader = { actor: context.actor, scheme, today: context.today(), level: 'everything' as const }
      return toPlacementBody(await readPlacement(context, request.params), reader)
    },
  )

  app.post(
    '/placements/:placementId/attendances',
    {
      config: { access: BOTH },
      schema: {
        operationId: 'recordAttendance',
        tags,
        summary: 'Whether the person came on a day; the first time they come is the start',
        params: PlacementId,
        body: NewAttendanceBody,
        response: {
          201: AttendanceBody,
          ...refusals('not-found', 'step-not-open', 'request-in-flight', 'key-used-for-another-request'),
        },
      },
    },
    (request, reply) =>
      answerOnce(request, reply, (context) => recordAttendance(context, { ...request.params, ...request.body }), {
        status: 201,
        toBody: toAttendanceBody,
      }),
  )

  app.post(
    '/activities/:activityId/sessions',
    {
      config: { access: BOTH },
      schema: {
        operationId: 'recordSession',
        tags,
        summary: 'Who came to a session, all at once: all are written, or none',
        params: ActivityOf,
        body: NewSessionBody,
        response: {
          201: SessionBody,
          ...refusals('not-found', 'step-not-open', 'request-in-flight', 'key-used-for-another-request'),
        },
      },
    },
    (request, reply) =>
      answerOnce(request, reply, (context) => recordSession(context, { ...request.params, ...request.body }), {
        status: 201,
        toBody: toSessionBody,
      }),
  )

  type StepDoor<Body extends z.ZodType | undefined> = {
    name: string
    summary: string
    access: readonly Role[]
    body?: Body
  }
  type Input<Body> = { placementId: string } & (Body extends z.ZodType ? z.infer<Body> : unknown)

  /** Every step is a POST that answers with what the placement now is and may do. */
  function step<Body extends z.ZodType | undefined = undefined>(
    door: StepDoor<Body>,
    useCase: (context: Context, input: Input<Body>) => Promise<OwnedPlacement>,
  ) {
    const { name, summary, access, body } = door
    app.post(
      `/placements/:placementId/${name}`,
      {
        config: { access },
        schema: {
          operationId: `${name}Placement`,
          tags,
          summary,
          params: PlacementId,
          ...(body === undefined ? {} : { body }),
          response: {
            200: PlacementStateBody,
            ...refusals('not-found', 'step-not-open', 'request-in-flight', 'key-used-for-another-request'),
          },
        },
      },
      (request, reply) => {
        const { actor } = request.context
        const input = {
          ...(request.body as object | undefined),
          ...(request.params as { placementId: string }),
        } as Input<Body> // both were parsed by the schemas above
        return answerOnce(request, reply, (context) => useCase(context, input), {
          toBody: (placement: OwnedPlacement) => toPlacementStateBody(placement, actor),
        })
      },
    )
  }

  app.post(
    '/placements/:placementId/concerns',
    {
      config: { access: BOTH },
      schema: {
        operationId: 'raiseConcernAboutPlacement',
        tags: ['Concerns'],
        summary: 'Say that somebody who comes may be hurt, whether or not you know their name. Not for emergencies',
        params: PlacementId,
        body: ConcernFields,
        response: { 201: RaisedBody, ...refusals('not-found') },
      },
    },
    async (request, reply) => {
      const toBody = await toRaisedBody(request.context)
      const input = { ...request.body, ...request.params }
      return answerOnce(request, reply, (context) => raiseConcernAboutPlacement(context, input), {
        status: 201,
        toBody,
      })
    },
  )

  step({ name: 'accept', summary: 'The provider says yes', access: BOTH }, acceptPlacement)
  step(
    { name: 'decline', summary: 'The provider says no, and why', access: BOTH, body: DeclinePlacementBody },
    declinePlacement,
  )
  step({ name: 'cancel', summary: 'Take the offer back', access: SERVICE, body: CancelPlacementBody }, cancelPlacement)
  step({ name: 'start', summary: 'The person has begun', access: BOTH, body: StartPlacementBody }, startPlacement)
  step(
    {
      name: 'complete',
      summary: 'The person went through with it',
      access: BOTH,
      body: CompletePlacementBody,
    },
    completePlacement,
  )
  step({ name: 'end', summary: 'The person stops early, and why', access: BOTH, body: EndPlacementBody }, endPlacement)
}
