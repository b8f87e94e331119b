import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import type { Context } from '../../platform/context.ts'
import { answerOnce, etag, versionToChange } from '../../platform/http/once.ts'
import { refusals } from '../../platform/http/problem-answers.ts'
import {
  CommitmentId,
  FundingAgreementBody,
  FundingAgreementId,
  FundingAgreementPatch,
  FundingAgreementsBody,
  FundingAgreementsQuery,
  NewFundingAgreementBody,
  PaidPlaceBody,
  PaidPlacesBody,
  PaidPlacesQuery,
  PanelDecisionBody,
  toFundingAgreementBody,
  toPaidPlaceBody,
  UnpaidPlacesQuery,
} from './contract.ts'
import { spotRoutes } from './spot-routes.ts'
import { statementLinkRoutes } from './statement-link-routes.ts'
import { statementRoutes } from './statement-routes.ts'
import type { FundingAgreementView } from './store/agreements.ts'
import { addFundingAgreement } from './use-cases/add-funding-agreement.ts'
import { amendFundingAgreement } from './use-cases/amend-funding-agreement.ts'
import { listFundingAgreements } from './use-cases/list-funding-agreements.ts'
import { listPaidPlaces, listUnpaid } from './use-cases/list-paid-places.ts'
import { payForPlace } from './use-cases/pay-for-place.ts'
import { readFundingAgreement } from './use-cases/read-funding-agreement.ts'
import { recordPanelDecision } from './use-cases/record-panel-decision.ts'

const KEEPERS = ['team-lead', 'administrator', 'commissioner'] as const
const READERS = [...KEEPERS, 'provider'] as const
const LEAD = ['team-lead'] as const
const tags = ['Funding']
const ONCE = ['request-in-flight', 'key-used-for-another-request'] as const

export const fundingApi: FastifyPluginAsyncZod = async (app) => {
  await app.register(spotRoutes)
  await app.register(statementRoutes)
  await app.register(statementLinkRoutes)

  app.post(
    '/funding-agreements',
    {
      config: { access: KEEPERS },
      schema: {
        operationId: 'addFundingAgreement',
        tags,
        summary: 'Write down what a scheme pays a group for; it pays once the panel has approved it',
        body: NewFundingAgreementBody,
        response: { 201: FundingAgreementBody, ...refusals(...ONCE) },
      },
    },
    (request, reply) =>
      answerOnce(request, reply, (context) => addFundingAgreement(context, request.body), {
        status: 201,
        toBody: (agreement: FundingAgreementView) => toFundingAgreementBody(agreement, readerOf(request)),
      }),
  )

  app.get(
    '/funding-agreements',
    {
      config: { access: READERS },
      schema: {
        operationId: 'listFundingAgreements',
        tags,
        summary: 'What groups are paid for, how much is used and left, and what runs out; a group reads its own',
        querystring: FundingAgreementsQuery,
        response: { 200: FundingAgreementsBody, ...refusals() },
      },
    },
    async (request) => {
      const { items, next } = await listFundingAgreements(request.context, request.query)
      return { items: items.map((agreement) => toFundingAgreementBody(agreement, readerOf(request))), next }
    },
  )

  app.get(
    '/funding-agreements/:fundingAgreementId',
    {
      config: { access: READERS },
      schema: {
        operationId: 'readFundingAgreement',
        tags,
        summary: 'One agreement',
        params: FundingAgreementId,
        response: { 200: FundingAgreementBody, ...refusals('not-found') },
      },
    },
    async (request, reply) => {
      const agreement = await readFundingAgreement(request.context, request.params)
      reply.header('etag', etag(agreement.version))
      return toFundingAgreementBody(agreement, readerOf(request))
    },
  )

  app.patch(
    '/funding-agreements/:fundingAgreementId',
    {
      config: { access: KEEPERS },
      schema: {
        operationId: 'amendFundingAgreement',
        tags,
        summary: 'Change what was written down; what the panel approved may only end sooner',
        params: FundingAgreementId,
        body: FundingAgreementPatch,
        response: {
          200: FundingAgreementBody,
          ...refusals('not-found', 'not-possible', 'changed-by-someone-else', 'version-needed', 'request-in-flight'),
        },
      },
    },
    async (request, reply) => {
      const version = versionToChange(request)
      const agreement = await amendFundingAgreement(request.context, {
        ...request.params,
        version,
        patch: request.body,
      })
      reply.header('etag', etag(agreement.version))
      return toFundingAgreementBody(agreement, readerOf(request))
    },
  )

  app.post(
    '/funding-agreements/:fundingAgreementId/panel-decision',
    {
      config: { access: KEEPERS },
      schema: {
        operationId: 'recordPanelDecision',
        tags,
        summary: 'Write down what the independent panel decided',
        params: FundingAgreementId,
        body: PanelDecisionBody,
        response: { 200: FundingAgreementBody, ...refusals('not-found', 'already-done', ...ONCE) },
      },
    },
    (request, reply) =>
      answerOnce(request, reply, (context) => recordPanelDecision(context, { ...request.params, ...request.body }), {
        toBody: (agreement: FundingAgreementView) => toFundingAgreementBody(agreement, readerOf(request)),
      }),
  )

  app.get(
    '/funding-agreements/:fundingAgreementId/places',
    {
      config: { access: [...LEAD, 'provider'] },
      schema: {
        operationId: 'listFundedPlaces',
        tags,
        summary: 'What each place of an agreement costs, the newest first',
        params: FundingAgreementId,
        querystring: PaidPlacesQuery,
        response: { 200: PaidPlacesBody, ...refusals('not-found') },
      },
    },
    async (request) => {
      const { context } = request
      const { items, next } = await listPaidPlaces(context, { ...request.params, ...request.query })
      return { items: items.map((place) => toPaidPlaceBody(place, context.actor)), next }
    },
  )

  app.get(
    '/unpaid-places',
    {
      config: { access: LEAD },
      schema: {
        operationId: 'listUnpaidPlaces',
        tags,
        summary: 'Places nobody pays for, and why; the longest wait first',
        querystring: UnpaidPlacesQuery,
        response: { 200: PaidPlacesBody, ...refusals() },
      },
    },
    async (request) => {
      const { context } = request
      const { items, next } = await listUnpaid(context, request.query)
      return { items: items.map((place) => toPaidPlaceBody(place, context.actor)), next }
    },
  )

  app.post(
    '/unpaid-places/:commitmentId/pay',
    {
      config: { access: LEAD },
      schema: {
        operationId: 'payForPlace',
        tags,
        summary: 'Look again for an agreement that pays for this place',
        params: CommitmentId,
        response: {
          200: PaidPlaceBody,
          ...refusals('not-found', 'already-done', 'step-not-open', 'not-possible', ...ONCE),
        },
      },
    },
    (request, reply) => {
      const { actor } = request.context
      return answerOnce(request, reply, (context) => payForPlace(context, request.params), {
        toBody: (place: Parameters<typeof toPaidPlaceBody>[0]) => toPaidPlaceBody(place, actor),
      })
    },
  )
}

const readerOf = ({ context: { actor, today } }: { context: Context }) => ({
  actor,
  today: today(),
})
