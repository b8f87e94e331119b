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
import { listOrganisations, listServedPracticeRows } from '../organisations/public.ts'
import { LANGUAGES, LONG_TERM_CONDITIONS } from '../people/public.ts'
import { getScheme } from '../schemes/public.ts'
import { parseDemographicsLine } from './demographics-line.ts'
import {
  ANSWER_WAYS,
  CONSENT_CHOICES,
  eligibilityForm,
  fieldOfCriterion,
  fieldOfReferral,
  NO_ADDRESS_REASONS,
  OUTSIDE_CHOICES,
  REACH_WAYS,
  referForm,
  withLine,
} from './forms.ts'
import { toReferralBody } from './record-contract.ts'
import { checkEligibility } from './use-cases/check-eligibility.ts'
import { dropBegunReferral } from './use-cases/drop-begun-referral.ts'
import { listClinicians } from './use-cases/list-clinicians.ts'
import { makeReferral } from './use-cases/make-referral.ts'
import { readBackDetails } from './use-cases/read-back-details.ts'
import { readBegunReferral } from './use-cases/read-begun-referral.ts'
import { readReferral } from './use-cases/read-referral.ts'
import { referFromEnquiry } from './use-cases/refer-from-enquiry.ts'
import { toReadBackPage, toReferPage, toSentPage } from './view-models.ts'

/** A referral in 90 seconds: one page to fill in, one to read back, and what happens next. */
export async function referRoutes(app: FastifyInstance): Promise<void> {
  const config = { access: ['referrer', 'advisor', 'team-lead'] } as const

  async function showForm(request: FastifyRequest, reply: FastifyReply, typed: Typed, faults: Faults, line?: string) {
    const { context } = request
    const { actor } = context
    const [scheme, clinicians, practices] = await Promise.all([
      getScheme(context),
      listClinicians(context),
      listPracticesFor(context),
    ])
    const { enquiry } = request.query as { enquiry?: string }
    return reply.page('features/referrals/pages/refer.njk', {
      ...toReferPage({
        typed: {
          ...(isService(actor) ? {} : { onBehalfOf: clinicians[0]?.name }),
          ...typed,
          begunId: typed.begunId ?? context.newId(),
        },
        faults,
        scheme,
        practices,
        read: line === undefined ? undefined : parseDemographicsLine(line),
      }),
      isAtPractice: actor.isAtPractice,
      isService: isService(actor),
      enquiryId: typed.enquiryId ?? (enquiry !== undefined && UUID.test(enquiry) ? enquiry : undefined),
      outsideChoices: OUTSIDE_CHOICES,
      answerWays: ANSWER_WAYS,
      conditions: LONG_TERM_CONDITIONS,
      languages: LANGUAGES,
      reachWays: REACH_WAYS,
      noAddressReasons: NO_ADDRESS_REASONS,
      consentChoices: CONSENT_CHOICES,
    })
  }

  app.get<{ Querystring: { draft?: string } }>('/refer', { config }, async (request, reply) => {
    const { draft } = request.query
    if (draft === undefined) return showForm(request, reply, {}, NO_FAULTS)
    if (!UUID.test(draft)) throw new Refusal('not-found')
    const begun = await readBegunReferral(request.context, { begunId: draft })
    return showForm(request, reply, { ...begun.typed, begunId: begun.id }, NO_FAULTS)
  })

  /** Reads back what was typed, or says what is wrong with it; nothing is written yet. */
  app.post('/refer', { config }, async (request, reply) => {
    const { line: given, ...typed } = typedIn(request)
    // "Change" on the page that reads back comes here as well, with everything that was typed.
    if (typed.change !== undefined) return showForm(request, reply, typed, NO_FAULTS)
    const line = String(given ?? '')
      .trim()
      .slice(0, LINE_LENGTH)
    if (line !== '') return showForm(request, reply, withLine(typed, parseDemographicsLine(line)), NO_FAULTS, line)
    const faults = await findFaults(request, typed)
    if (faults !== undefined) {
      reply.code(400)
      return showForm(request, reply, typed, faults)
    }
    return showReadBack(request, reply, typed, NO_FAULTS)
  })

  /** Whether the scheme can take the person is said with the first fault, before the rest is filled in. */
  async function findFaults({ context }: FastifyRequest, typed: Typed): Promise<Faults | undefined> {
    const read = readForm(formOf(context), typed)
    const person = eligibilityForm(typed, context.today())
    const unmet = person === undefined ? [] : (await checkEligibility(context, person)).unmet
    const errors = unmet.map(({ criterion, sentence }) => ({ pointer: fieldOfCriterion(criterion), detail: sentence }))
    if (read.isRight && errors.length === 0) return undefined
    const first = toFaults(errors, '')
    const rest = read.isRight ? NO_FAULTS : read.faults
    return errors.length === 0 ? rest : { list: [...first.list, ...rest.list], of: { ...rest.of, ...first.of } }
  }

  async function showReadBack(request: FastifyRequest, reply: FastifyReply, typed: Typed, faults: Faults) {
    const read = readForm(formOf(request.context), typed)
    if (!read.isRight) return showForm(request, reply, typed, read.faults)
    try {
      const { person, practiceId } = read.value
      const back = await readBackDetails(request.context, { person, practiceId })
      return await reply.page(
        'features/referrals/pages/read-back.njk',
        toReadBackPage({ back, typed, faults, today: request.context.today() }),
      )
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      reply.code(400)
      return showForm(request, reply, typed, toFaults(error.errors, error.message, fieldOfReferral))
    }
  }

  app.post('/refer/send', { config }, (request, reply) =>
    answerForm(request, reply, {
      form: formOf(request.context),
      act: async (context, referral) => {
        const { begunId, enquiryId } = typedIn(request)
        const sent = { ...referral, submit: true }
        const made =
          typeof enquiryId === 'string' && UUID.test(enquiryId)
            ? await referFromEnquiry(context, { enquiryId, referral: sent })
            : await makeReferral(context, sent)
        if (typeof begunId === 'string' && UUID.test(begunId) && !isService(context.actor))
          await dropBegunReferral(request.context, { begunId })
        return made
      },
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

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i
const LINE_LENGTH = 4_000

const formOf = ({ actor, today }: FastifyRequest['context']) =>
  referForm({ today: today(), isAtPractice: actor.isAtPractice, isService: isService(actor) })

/** The advisor service refers for somebody outside. */
const isService = ({ role }: FastifyRequest['context']['actor']): boolean => role !== 'referrer'

const MOST_PRACTICES = 500

/** Where the person may be registered: a team chooses among whom it serves, the service among all. */
async function listPracticesFor(context: FastifyRequest['context']) {
  const { actor, today, db } = context
  if (actor.isAtPractice) return []
  if (!isService(actor)) {
    const served = await listServedPracticeRows(db, actor.organisationId)
    return served.filter((row) => isOn(row, today()))
  }
  const { items } = await listOrganisations(context, { kind: 'practice', limit: MOST_PRACTICES })
  return items
    .filter(({ closedOn }) => closedOn === null)
    .map(({ id, name }) => ({ practiceId: id, practiceName: name }))
}

const isOn = ({ fromOn, untilOn }: { fromOn: string; untilOn: string | null }, day: string): boolean =>
  fromOn <= day && (untilOn === null || untilOn > day)
