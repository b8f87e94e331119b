import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { Refusal } from '../../platform/problems.ts'
import { answerForm, type Faults, NO_FAULTS, type Typed } from '../../platform/web/forms.ts'
import { listContacts, toContactBody, toContactRow } from '../contacts/public.ts'
import { readInbox, toMessageBody, toMessageRow } from '../messages/public.ts'
import { readPerson } from '../people/public.ts'
import { readPlan, toPlanBody } from '../plans/public.ts'
import { readReferral, suggestAllocation, toReferralBody } from '../referrals/public.ts'
import { readMark } from '../safeguarding/public.ts'
import { getScheme } from '../schemes/public.ts'
import { isStepName, type StepField, type StepName, stepOf } from './referral-steps.ts'
import { STEP_ACTS } from './step-acts.ts'
import { unlessMissing } from './unless-missing.ts'
import { toReferralPage, toStepPage } from './view-models.ts'

type Params = { Params: { referralId: string } }
type StepParams = { Params: { referralId: string; step: string } }

const BOTH_SIDES = ['referrer', 'advisor', 'team-lead'] as const

/** One referral: where it is, who has it, what comes next and when; and each step that may be taken now. */
export async function referralRoutes(app: FastifyInstance): Promise<void> {
  const config = { access: BOTH_SIDES }

  /** How to reach and find somebody, and whether to speak to the lead first: for those who visit and ring. */
  async function loadPerson({ context }: FastifyRequest, personId: string) {
    if (context.actor.role === 'referrer') return undefined
    const [person, { mark }] = await Promise.all([readPerson(context, { personId }), readMark(context, { personId })])
    return { person, mark }
  }

  async function load(request: FastifyRequest<Params>) {
    const { context, params } = request
    return toReferralBody(await readReferral(context, params), context.actor, context.today())
  }

  app.get<Params>('/referrals/:referralId', { config }, async (request, reply) => {
    const { context, params } = request
    const [referral, scheme, plan, contacts, messages] = await Promise.all([
      load(request),
      getScheme(context),
      unlessMissing(readPlan(context, { ...params, version: undefined })),
      listContacts(context, { ...params, limit: 50 }),
      readInbox(context, {
        subjectId: params.referralId,
        limit: 10,
        before: undefined,
        unread: false,
        unfiled: false,
      }),
    ])
    return reply.page(
      'features/workspaces/pages/referral.njk',
      toReferralPage({
        referral,
        scheme,
        plan: plan && toPlanBody(plan, context.today()),
        contacts: contacts.items.map((contact) =>
          toContactRow(toContactBody(contact, { ...contacts, now: context.now() })),
        ),
        messages: messages.items.map((message) => toMessageRow(toMessageBody(message))),
        reaching: await loadPerson(request, referral.person.id),
        actor: context.actor,
        today: context.today(),
        done: (request.query as { done?: string }).done,
      }),
    )
  })

  async function showStep(request: FastifyRequest<StepParams>, reply: FastifyReply, typed: Typed, faults: Faults) {
    const name = request.params.step
    if (!isStepName(name)) throw new Refusal('not-found')
    const referral = await load(request)
    if (!referral.nextSteps.includes(name))
      throw new Refusal('step-not-open', 'That cannot be done with this referral now, or not by you')
    const fields = await withChoices(request, name)
    return reply.page(
      'features/workspaces/pages/step.njk',
      toStepPage({ referral, name, step: stepOf(name), fields, typed, faults }),
    )
  }

  /** The page's fields, with what may be chosen: the scheme's words, or the advisors with why each is suggested. */
  async function withChoices({ context, params }: FastifyRequest<StepParams>, name: StepName) {
    const { lists } = await getScheme(context)
    const itemsOf = async ({ from }: StepField): Promise<{ value: string; text: string }[]> => {
      if (from === undefined) return []
      if (from !== 'advisors')
        return lists[from]
          .filter(({ retiredOn }) => retiredOn === null)
          .map(({ code, label }) => ({ value: code, text: label }))
      const suggested = await suggestAllocation(context, params)
      return suggested.map(({ membershipId, label: advisor, open, why }) => ({
        value: membershipId,
        text: `${advisor} (${open} open${why.length === 0 ? '' : `; ${why.join(', ')}`})`,
      }))
    }
    return Promise.all(stepOf(name).fields.map(async (field) => ({ ...field, items: await itemsOf(field) })))
  }

  app.get<StepParams>('/referrals/:referralId/steps/:step', { config }, (request, reply) =>
    showStep(request, reply, {}, NO_FAULTS),
  )

  app.post<StepParams>('/referrals/:referralId/steps/:step', { config }, (request, reply) => {
    const { referralId, step: name } = request.params
    if (!isStepName(name)) throw new Refusal('not-found')
    const { form, act } = STEP_ACTS[name]
    return answerForm(request, reply, {
      form: form(request.context.today()),
      act: (context, value) => act(context, { ...(value as object), referralId } as never), // the form is the step's own
      to: () => `/referrals/${referralId}?done=${name}`,
      again: (typed, faults) => showStep(request, reply, typed, faults),
    })
  })
}
