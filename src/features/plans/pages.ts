import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { sayDay } from '../../platform/clock.ts'
import { Refusal } from '../../platform/problems.ts'
import { answerForm, type Faults, NO_FAULTS, type Typed } from '../../platform/web/forms.ts'
import { rehearse } from '../messages/public.ts'
import { readReferral, sayPerson, toReferralBody } from '../referrals/public.ts'
import { getScheme } from '../schemes/public.ts'
import { toPlanBody, toVersionItem } from './contract.ts'
import { editorRoutes } from './editor-routes.ts'
import { AnswerForm, agreeForm, ObjectForm } from './forms.ts'
import { drawPlan } from './plan-pdf.ts'
import { agreePlan } from './use-cases/agree-plan.ts'
import { answerObjection } from './use-cases/answer-objection.ts'
import { listPlanVersions } from './use-cases/list-plan-versions.ts'
import { objectToPlan } from './use-cases/object-to-plan.ts'
import { printPlan, readPlan } from './use-cases/read-plan.ts'
import { lineIn, PLAN_CHOICES, sayWhose, toAloudPage, toComparePage, toPlanPage } from './view-models.ts'

type OfReferral = { Params: { referralId: string } }
type OfObjection = { Params: { referralId: string; objectionId: string } }
type Query = Readonly<Record<string, string | undefined>>

const SERVICE = { access: ['advisor', 'team-lead'] } as const
const BOTH_SIDES = { access: ['referrer', 'advisor', 'team-lead'] } as const

/** The plan: read by both sides, read aloud, compared, agreed to, objected to and answered for. */
export async function planPages(app: FastifyInstance): Promise<void> {
  await editorRoutes(app)

  app.get<OfReferral>('/referrals/:referralId/plan', { config: BOTH_SIDES }, async (request, reply) => {
    const { context, params } = request
    const { version: asked, done } = request.query as Query
    const [referral, versions] = await Promise.all([
      loadReferral(request),
      listPlanVersions(context, { ...params, limit: 50 }),
    ])
    const newest = versions.items[0]?.version
    const version = asked === undefined ? undefined : toVersion(asked)
    const plan = newest === undefined ? undefined : await loadPlan(request, version)
    return reply.page(
      'features/plans/pages/plan.njk',
      toPlanPage({
        referral,
        plan,
        versions: versions.items.map(toVersionItem),
        isEarlier: plan !== undefined && plan.version !== newest,
        scheme: await getScheme(context),
        actor: context.actor,
        now: context.now(),
        done,
      }),
    )
  })

  app.get<OfReferral>('/referrals/:referralId/plan/aloud', { config: SERVICE }, async (request, reply) => {
    const [referral, plan] = await Promise.all([loadReferral(request), loadPlan(request)])
    return reply.page('features/plans/pages/aloud.njk', toAloudPage(referral, plan, request.context.today()))
  })

  app.get<OfReferral>('/referrals/:referralId/plan.pdf', { config: SERVICE }, async (request, reply) => {
    const { context } = request
    const { print } = request.query as Query
    const [referral, record] = await Promise.all([loadReferral(request), printPlan(context, request.params)])
    const today = context.today()
    const pdf = await drawPlan(toAloudPage(referral, toPlanBody(record, today), today), {
      isLarge: print === 'large',
      printedBy: context.actor.name,
      on: today,
      author: context.actor.organisationName,
    })
    reply.type('application/pdf')
    reply.header('content-disposition', 'attachment; filename="plan.pdf"')
    reply.header('cache-control', 'no-store')
    return reply.send(pdf)
  })

  app.get<OfReferral>('/referrals/:referralId/plan/compare', { config: BOTH_SIDES }, async (request, reply) => {
    const { from, to } = request.query as Query
    const [referral, newer] = await Promise.all([loadReferral(request), loadPlan(request, optional(to))])
    const older = await loadPlan(request, optional(from) ?? Math.max(1, newer.version - 1))
    return reply.page('features/plans/pages/compare.njk', toComparePage(referral, older, newer))
  })

  async function showAgree(request: FastifyRequest<OfReferral>, reply: FastifyReply, typed: Typed, faults: Faults) {
    const { context, params } = request
    const [referral, plan] = await Promise.all([loadReferral(request), loadPlan(request)])
    const path = `/referrals/${referral.id}/plan`
    // Nothing is there to agree to, or they did already: the plan says which.
    if (faults.list.length === 0 && (plan.agreement !== null || plan.goals.length === 0))
      return reply.redirect(path, 303)
    const today = context.today()
    const agreeing = { ...params, version: plan.version, how: 'in-person' as const, on: today }
    const told =
      faults.list.length > 0
        ? []
        : await rehearse(context, { subjectId: referral.id, act: (rehearsed) => agreePlan(rehearsed, agreeing) })
    return reply.page('features/plans/pages/agree.njk', {
      title: 'The person agrees to the plan',
      back: { href: path, text: 'Plan' },
      person: sayWhose(referral),
      action: `${path}/agree`,
      version: plan.version,
      aloud: `${path}/aloud`,
      goals: plan.goals.map(({ words }) => words),
      choices: PLAN_CHOICES,
      told,
      typed: { on: sayDay(today), decidedBy: 'person', ...typed },
      faults,
    })
  }
  app.get<OfReferral>('/referrals/:referralId/plan/agree', { config: SERVICE }, (request, reply) =>
    showAgree(request, reply, {}, NO_FAULTS),
  )
  app.post<OfReferral>('/referrals/:referralId/plan/agree', { config: SERVICE }, (request, reply) =>
    answerForm(request, reply, {
      form: agreeForm(request.context.today()),
      act: (context, agreed) => agreePlan(context, { ...request.params, ...agreed }),
      to: () => `/referrals/${request.params.referralId}/plan?done=agreed`,
      again: (typed, faults) => showAgree(request, reply, typed, faults),
    }),
  )

  async function showObject(request: FastifyRequest<OfReferral>, reply: FastifyReply, typed: Typed, faults: Faults) {
    const [referral, plan] = await Promise.all([loadReferral(request), loadPlan(request)])
    const line = lineAsked(request)
    const words = lineIn(plan, line)
    if (words === undefined) throw new Refusal('not-found')
    const { goal, action } = request.query as Query
    return reply.page('features/plans/pages/object.njk', {
      title: 'Object to a line of the plan',
      back: { href: `/referrals/${referral.id}/plan`, text: 'Plan' },
      person: sayWhose(referral),
      action: `/referrals/${referral.id}/plan/object?${goal === undefined ? `action=${action}` : `goal=${goal}`}`,
      words,
      helper: referral.owner.name ?? referral.owner.organisationName,
      typed,
      faults,
    })
  }
  const REFERRER = { access: ['referrer'] } as const
  app.get<OfReferral>('/referrals/:referralId/plan/object', { config: REFERRER }, (request, reply) =>
    showObject(request, reply, {}, NO_FAULTS),
  )
  app.post<OfReferral>('/referrals/:referralId/plan/object', { config: REFERRER }, (request, reply) =>
    answerForm(request, reply, {
      form: ObjectForm,
      act: (context, { reason }) => objectToPlan(context, { ...request.params, ...lineAsked(request), reason }),
      to: () => `/referrals/${request.params.referralId}/plan?done=objected`,
      again: (typed, faults) => showObject(request, reply, typed, faults),
    }),
  )

  async function showAnswer(request: FastifyRequest<OfObjection>, reply: FastifyReply, typed: Typed, faults: Faults) {
    const [referral, plan] = await Promise.all([loadReferral(request), loadPlan(request)])
    const objection = plan.objections.find(({ id }) => id === request.params.objectionId)
    if (objection === undefined) throw new Refusal('not-found')
    return reply.page('features/plans/pages/answer.njk', {
      title: 'Answer an objection',
      back: { href: `/referrals/${referral.id}/plan`, text: 'Plan' },
      person: sayWhose(referral),
      action: `/referrals/${referral.id}/plan/objections/${objection.id}`,
      words: lineIn(plan, objection) ?? 'A line that is no longer in the plan',
      reason: objection.reason,
      by: `${objection.raisedBy.name}, ${objection.raisedBy.organisation}`,
      isAnswered: objection.answer !== null,
      practice: referral.practice.name,
      name: sayPerson(referral.person),
      choices: PLAN_CHOICES,
      typed,
      faults,
    })
  }
  app.get<OfObjection>('/referrals/:referralId/plan/objections/:objectionId', { config: SERVICE }, (request, reply) =>
    showAnswer(request, reply, {}, NO_FAULTS),
  )
  app.post<OfObjection>('/referrals/:referralId/plan/objections/:objectionId', { config: SERVICE }, (request, reply) =>
    answerForm(request, reply, {
      form: AnswerForm,
      act: (context, answer) => answerObjection(context, { objectionId: request.params.objectionId, ...answer }),
      to: () => `/referrals/${request.params.referralId}/plan?done=answered`,
      again: (typed, faults) => showAnswer(request, reply, typed, faults),
    }),
  )
}

const loadReferral = async ({ context, params }: FastifyRequest<OfReferral>) =>
  toReferralBody(await readReferral(context, params), context.actor, context.today())

const loadPlan = async ({ context, params }: FastifyRequest<OfReferral>, version?: number) =>
  toPlanBody(await readPlan(context, { referralId: params.referralId, version }), context.today())

function toVersion(text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new Refusal('not-found')
  return Number(text)
}
const optional = (text: string | undefined): number | undefined => (text === undefined ? undefined : toVersion(text))

/** The line that the address names; the use-case says whether the plan has it. */
function lineAsked(request: FastifyRequest): { goalId?: string; actionId?: string } {
  const { goal, action } = request.query as Query
  if (goal !== undefined) return { goalId: goal }
  if (action !== undefined) return { actionId: action }
  throw new Refusal('not-found')
}
