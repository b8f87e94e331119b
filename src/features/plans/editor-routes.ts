import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { PROBLEMS, Refusal } from '../../platform/problems.ts'
import { answerForm, type Faults, NO_FAULTS, type Typed, typedIn } from '../../platform/web/forms.ts'
import { readReferral, toReferralBody } from '../referrals/public.ts'
import { getScheme } from '../schemes/public.ts'
import { toPlanBody } from './contract.ts'
import { changeLines, type Editor, fieldOfPath, fromPlan, fromTyped, withoutEmptyLines } from './editor.ts'
import { planForm } from './forms.ts'
import { readPlan } from './use-cases/read-plan.ts'
import { writePlan } from './use-cases/write-plan.ts'
import { PLAN_CHOICES, sayWhose } from './view-models.ts'

type OfReferral = { Params: { referralId: string } }
const config = { access: ['advisor', 'team-lead'] } as const

/** The plan as a form, line by line: a button adds or takes out a line and shows the form again, another saves it all. */
export async function editorRoutes(app: FastifyInstance): Promise<void> {
  async function show(
    request: FastifyRequest<OfReferral>,
    reply: FastifyReply,
    { editor, readAs, faults }: { editor: Editor | undefined; readAs: string | undefined; faults: Faults },
  ) {
    const { context, params } = request
    const referral = toReferralBody(await readReferral(context, params), context.actor, context.today())
    if (referral.status !== 'accepted')
      throw new Refusal('step-not-open', 'A plan is written while the referral is accepted. It is not now.')
    const plan = await currentPlan(request)
    const { lists } = await getScheme(context)
    // Somebody else saved meanwhile: what was typed stands, and the next press replaces theirs, after the writer has read it.
    const isOverwritten = readAs !== undefined && readAs !== String(plan?.version ?? '')
    return reply.page('features/plans/pages/edit.njk', {
      title: plan === undefined ? 'Write the plan' : 'Change the plan',
      back: { href: `/referrals/${referral.id}/plan`, text: 'Plan' },
      person: sayWhose(referral),
      action: `/referrals/${referral.id}/plan/edit`,
      version: plan?.version ?? '',
      newer: isOverwritten ? { by: plan?.writtenBy, href: `/referrals/${referral.id}/plan` } : undefined,
      editor: editor ?? fromPlan(plan),
      choices: PLAN_CHOICES,
      needs: lists.need
        .filter(({ retiredOn, code }) => retiredOn === null || plan?.goals.some(({ need }) => need === code))
        .map(({ code, label }) => ({ value: code, text: label })),
      faults,
    })
  }

  app.get<OfReferral>('/referrals/:referralId/plan/edit', { config }, (request, reply) =>
    show(request, reply, { editor: undefined, readAs: undefined, faults: NO_FAULTS }),
  )
  app.post<OfReferral>('/referrals/:referralId/plan/edit', { config }, (request, reply) => {
    const typed = typedIn(request)
    const readAs = [typed.version ?? ''].flat().join('')
    const button = typed.do
    if (typeof button === 'string' && button !== 'save')
      return show(request, reply, { editor: changeLines(fromTyped(typed), button), readAs, faults: NO_FAULTS })
    return answerForm(request, reply, {
      form: planForm(request.context.today()),
      act: (context, { version, draft }) => writePlan(context, { ...request.params, replaces: version, draft }),
      to: () => `/referrals/${request.params.referralId}/plan?done=saved`,
      fieldOf: (pointer) => fieldOfPath(pointer.split('/').slice(1)),
      again: (written: Typed, faults) =>
        show(request, reply, { editor: withoutEmptyLines(fromTyped(written)), readAs, faults }),
    })
  })
}

/** A referral that has no plan yet is no fault here. */
async function currentPlan({ context, params }: FastifyRequest<OfReferral>) {
  try {
    return toPlanBody(await readPlan(context, params), context.today())
  } catch (error) {
    if (error instanceof Refusal && PROBLEMS[error.problem].status === 404) return undefined
    throw error
  }
}
