import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import type { Role } from '../../platform/context.ts'
import { answerOnce, etag, versionToReplace } from '../../platform/http/once.ts'
import { refusals } from '../../platform/http/problem-answers.ts'
import { ReferralId } from '../referrals/public.ts'
import {
  AgreePlanBody,
  AnswerBody,
  ObjectBody,
  ObjectionBody,
  ObjectionId,
  PlanBody,
  PlanQuery,
  PutPlanBody,
  toObjectionBody,
  toPlanBody,
  toVersionItem,
  VersionsBody,
  VersionsQuery,
} from './contract.ts'
import { agreePlan } from './use-cases/agree-plan.ts'
import { answerObjection } from './use-cases/answer-objection.ts'
import { listPlanVersions } from './use-cases/list-plan-versions.ts'
import { objectToPlan } from './use-cases/object-to-plan.ts'
import { readPlan } from './use-cases/read-plan.ts'
import { writePlan } from './use-cases/write-plan.ts'

const SERVICE: readonly Role[] = ['advisor', 'team-lead']
const BOTH_SIDES: readonly Role[] = ['referrer', 'advisor', 'team-lead']
const ONCE = ['request-in-flight', 'key-used-for-another-request'] as const
const tags = ['Plans']

export const planApi: FastifyPluginAsyncZod = async (app) => {
  app.get(
    '/referrals/:referralId/plan',
    {
      config: { access: BOTH_SIDES },
      schema: {
        operationId: 'readPlan',
        tags,
        summary: 'The plan: what matters, goals, actions, who agreed, who objects',
        params: ReferralId,
        querystring: PlanQuery,
        response: { 200: PlanBody, ...refusals('not-found') },
      },
    },
    async (request, reply) => {
      const { version } = request.query
      const record = await readPlan(request.context, { ...request.params, version })
      reply.header('etag', etag(record.plan.version))
      return toPlanBody(record, request.context.today())
    },
  )

  app.put(
    '/referrals/:referralId/plan',
    {
      config: { access: SERVICE },
      schema: {
        operationId: 'writePlan',
        tags,
        summary: 'Write the whole plan: the first time with If-None-Match: *, then with If-Match',
        params: ReferralId,
        body: PutPlanBody,
        response: {
          200: PlanBody,
          ...refusals('not-found', 'step-not-open', 'changed-by-someone-else', 'version-needed'),
        },
      },
    },
    async (request, reply) => {
      const replaces = versionToReplace(request)
      const record = await writePlan(request.context, { ...request.params, replaces, draft: request.body })
      reply.header('etag', etag(record.plan.version))
      return toPlanBody(record, request.context.today())
    },
  )

  app.get(
    '/referrals/:referralId/plan/versions',
    {
      config: { access: BOTH_SIDES },
      schema: {
        operationId: 'listPlanVersions',
        tags,
        summary: 'Who wrote the plan when, and which versions the person agreed to',
        params: ReferralId,
        querystring: VersionsQuery,
        response: { 200: VersionsBody, ...refusals('not-found') },
      },
    },
    async (request) => {
      const { items, next } = await listPlanVersions(request.context, { ...request.params, ...request.query })
      return { items: items.map(toVersionItem), next }
    },
  )

  app.post(
    '/referrals/:referralId/plan/agreements',
    {
      config: { access: SERVICE },
      schema: {
        operationId: 'agreePlan',
        tags,
        summary: 'Record that the person agreed to the plan as it stands',
        params: ReferralId,
        body: AgreePlanBody,
        response: {
          201: PlanBody,
          ...refusals('not-found', 'step-not-open', 'already-done', 'changed-by-someone-else', 'not-possible', ...ONCE),
        },
      },
    },
    (request, reply) => {
      const today = request.context.today()
      return answerOnce(request, reply, (context) => agreePlan(context, { ...request.params, ...request.body }), {
        status: 201,
        toBody: (record) => toPlanBody(record, today),
      })
    },
  )

  app.post(
    '/referrals/:referralId/plan/objections',
    {
      config: { access: ['referrer'] },
      schema: {
        operationId: 'objectToPlan',
        tags,
        summary: 'Object to a line of the plan, with a reason',
        params: ReferralId,
        body: ObjectBody,
        response: { 201: ObjectionBody, ...refusals('not-found', 'step-not-open', ...ONCE) },
      },
    },
    (request, reply) => {
      const today = request.context.today()
      return answerOnce(request, reply, (context) => objectToPlan(context, { ...request.params, ...request.body }), {
        status: 201,
        toBody: (objection) => toObjectionBody(objection, today),
      })
    },
  )

  app.post(
    '/plan-objections/:objectionId/answer',
    {
      config: { access: SERVICE },
      schema: {
        operationId: 'answerObjection',
        tags,
        summary: 'Answer an objection to a line of the plan',
        params: ObjectionId,
        body: AnswerBody,
        response: { 200: ObjectionBody, ...refusals('not-found', 'already-done', ...ONCE) },
      },
    },
    (request, reply) => {
      const today = request.context.today()
      return answerOnce(request, reply, (context) => answerObjection(context, { ...request.params, ...request.body }), {
        toBody: (objection) => toObjectionBody(objection, today),
      })
    },
  )
}
