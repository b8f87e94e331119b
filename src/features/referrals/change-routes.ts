import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { Refusal } from '../../platform/problems.ts'
import { answerForm, type Faults, NO_FAULTS, type Typed } from '../../platform/web/forms.ts'
import { getScheme } from '../schemes/public.ts'
import { ChangeForm, fieldOfChange, SendDraftForm } from './change-form.ts'
import { toChangePage, toSendDraftPage } from './change-page.ts'
import { ReadBackBody } from './contract.ts'
import { todoOfReferral } from './forms.ts'
import { toReferralBody } from './record-contract.ts'
import { amendReferral } from './use-cases/amend-referral.ts'
import { readReferral } from './use-cases/read-referral.ts'
import { submitReferral } from './use-cases/submit-referral.ts'

type Params = { Params: { referralId: string } }

/** What a referral says, changed with a reason; and a draft that is read back and sent. */
export async function changeRoutes(app: FastifyInstance): Promise<void> {
  const config = { access: ['referrer', 'advisor', 'team-lead'] } as const

  async function load({ context, params }: FastifyRequest<Params>, step: 'amend' | 'submit') {
    const referral = toReferralBody(await readReferral(context, params), context.actor, context.today())
    if (!referral.nextSteps.includes(step))
      throw new Refusal('step-not-open', 'That cannot be done with this referral now, or not by you')
    return referral
  }

  async function showChange(
    request: FastifyRequest<Params>,
    reply: FastifyReply,
    typed: Typed | undefined,
    faults: Faults,
  ) {
    const [referral, scheme] = await Promise.all([load(request, 'amend'), getScheme(request.context)])
    return reply.page('features/referrals/pages/change.njk', toChangePage({ referral, scheme, typed, faults }))
  }

  app.get<Params>('/referrals/:referralId/change', { config }, (request, reply) =>
    showChange(request, reply, undefined, NO_FAULTS),
  )

  app.post<Params>('/referrals/:referralId/change', { config }, (request, reply) =>
    answerForm(request, reply, {
      form: ChangeForm,
      act: (context, input) => amendReferral(context, { ...request.params, ...input }),
      to: ({ id }) => `/referrals/${id}?done=changed`,
      fieldOf: fieldOfChange,
      again: (typed, faults) => showChange(request, reply, typed, faults),
    }),
  )

  /** Asked without the code of what was read, the use-case sends nothing: it says what to read, or what is missing. */
  async function showSend(request: FastifyRequest<Params>, reply: FastifyReply, faults: Faults) {
    const referral = await load(request, 'submit')
    const refused = await refusalOf(submitReferral(request.context, request.params))
    const { errors, message } = refused
    const missing =
      errors.length === 0 ? [message] : errors.map(({ pointer, detail }) => todoOfReferral(pointer) ?? detail)
    const back = ReadBackBody.safeParse(refused.about).data
    return reply.page('features/referrals/pages/send-draft.njk', toSendDraftPage({ referral, back, missing, faults }))
  }

  app.get<Params>('/referrals/:referralId/send', { config }, (request, reply) => showSend(request, reply, NO_FAULTS))

  app.post<Params>('/referrals/:referralId/send', { config }, (request, reply) =>
    answerForm(request, reply, {
      form: SendDraftForm,
      act: async (context, input) => (await submitReferral(context, { ...request.params, ...input })).referral,
      to: ({ id }) => `/referrals/${id}/sent`,
      again: (_typed, faults) => showSend(request, reply, faults),
    }),
  )
}

/** What a use-case refuses that cannot be done as it is asked. */
async function refusalOf(asking: Promise<unknown>): Promise<Refusal> {
  try {
    await asking
  } catch (error) {
    if (error instanceof Refusal) return error
    throw error
  }
  throw new Error('A referral was sent that nobody read back')
}
