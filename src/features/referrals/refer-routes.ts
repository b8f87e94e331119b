import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { Refusal } from '../../platform/problems.ts'
import {
  answerForm,
  type Faults,
  NO_FAULTS,
  readForm,
  type Typed,
  toFaults,
  typedIn,
} from '../../platform/web/forms.ts'
import { LONG_TERM_CONDITIONS } from '../people/public.ts'
import { getScheme } from '../schemes/public.ts'
import { CONSENT_CHOICES, fieldOfReferral, REACH_WAYS, referForm } from './forms.ts'
import { toReferralBody } from './record-contract.ts'
import { listClinicians } from './use-cases/list-clinicians.ts'
import { makeReferral } from './use-cases/make-referral.ts'
import { readBackDetails } from './use-cases/read-back-details.ts'
import { readReferral } from './use-cases/read-referral.ts'
import { toSentPage } from './view-models.ts'

/** A referral in 90 seconds: one page to fill in, one to read back, and what happens next. */
export async function referRoutes(app: FastifyInstance): Promise<void> {
  const config = { access: ['referrer'] } as const

  async function showForm(request: FastifyRequest, reply: FastifyReply, typed: Typed, faults: Faults) {
    const [scheme, clinicians] = await Promise.all([getScheme(request.context), listClinicians(request.context)])
    return reply.page('features/referrals/pages/refer.njk', {
      title: 'Refer a person',
      typed: { onBehalfOf: clinicians[0]?.name, ...typed },
      faults,
      needs: scheme.lists.need.filter(({ retiredOn }) => retiredOn === null),
      conditions: LONG_TERM_CONDITIONS,
      reachWays: REACH_WAYS,
      consentChoices: CONSENT_CHOICES,
    })
  }

  app.get('/refer', { config }, (request, reply) => showForm(request, reply, {}, NO_FAULTS))

  /** Reads back what was typed, or says what is wrong with it; nothing is written yet. */
  app.post('/refer', { config }, async (request, reply) => {
    const typed = typedIn(request)
    // "Change" on the page that reads back comes here as well, with everything that was typed.
    if (typed.change !== undefined) return showForm(request, reply, typed, NO_FAULTS)
    const read = readForm(referForm(request.context.today()), typed)
    if (!read.isRight) {
      reply.code(400)
      return showForm(request, reply, typed, read.faults)
    }
    return showReadBack(request, reply, typed, NO_FAULTS)
  })

  async function showReadBack(request: FastifyRequest, reply: FastifyReply, typed: Typed, faults: Faults) {
    const read = readForm(referForm(request.context.today()), typed)
    if (!read.isRight) return showForm(request, reply, typed, read.faults)
    try {
      const back = await readBackDetails(request.context, {
        person: read.value.person,
        practiceId: read.value.practiceId,
      })
      return await reply.page('features/referrals/pages/read-back.njk', {
        title: 'Read the details back',
        faults,
        back,
        open: back.openReferral,
        fields: toFields({ ...typed, readBackOf: back.code }),
      })
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      reply.code(400)
      return showForm(request, reply, typed, toFaults(error.errors, error.message, fieldOfReferral))
    }
  }

  app.post('/refer/send', { config }, (request, reply) =>
    answerForm(request, reply, {
      form: referForm(request.context.today()),
      act: (context, referral) => makeReferral(context, { ...referral, submit: true }),
      to: ({ id }) => `/referrals/${id}/sent`,
      fieldOf: fieldOfReferral,
      again: (typed, faults) =>
        Object.keys(faults.of).length > 0
          ? showForm(request, reply, typed, faults)
          : showReadBack(request, reply, typed, faults),
    }),
  )

  app.get<{ Params: { referralId: string } }>('/referrals/:referralId/sent', { config }, async (request, reply) => {
    const { actor, today } = request.context
    const referral = await readReferral(request.context, request.params)
    return reply.page('features/referrals/pages/sent.njk', toSentPage(toReferralBody(referral, actor, today())))
  })
}

/** Everything that was typed, so that the next page carries it on. */
const toFields = (typed: Typed) =>
  Object.entries(typed)
    .filter(([name]) => name !== 'change')
    .flatMap(([name, value]) => [value ?? []].flat().map((one) => ({ name, value: one })))
