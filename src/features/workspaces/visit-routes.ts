import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Context } from '../../platform/context.ts'
import { Refusal } from '../../platform/problems.ts'
import { answerForm, type Faults, NO_FAULTS, type Typed, typedIn } from '../../platform/web/forms.ts'
import { listContacts, toContactBody } from '../contacts/public.ts'
import { listMeasurements, toMeasurementBody } from '../measures/public.ts'
import { readPerson } from '../people/public.ts'
import { readPlan, toPlanBody } from '../plans/public.ts'
import { readReferral, sayPerson, toReferralBody } from '../referrals/public.ts'
import { readMark } from '../safeguarding/public.ts'
import { fieldOfVisit, visitForm } from './forms.ts'
import { unlessMissing } from './unless-missing.ts'
import { readVisitSent } from './use-cases/read-visit-sent.ts'
import { recordVisit } from './use-cases/record-visit.ts'
import { toPackPage, toVisitPage, type VisitFacts } from './visit-page.ts'

type OfReferral = { Params: { referralId: string } }
type Sent = { Params: { referralId: string; contactId: string } }

const config = { access: ['advisor', 'team-lead'] } as const
const MOST = 50

/** A whole visit on one page, sent once; what was told by it; and the same on paper, before it. */
export async function visitRoutes(app: FastifyInstance): Promise<void> {
  async function show(request: FastifyRequest<OfReferral>, reply: FastifyReply, typed: Typed, faults: Faults) {
    const facts = await loadVisit(request.context, request.params)
    if (faults.list.length === 0) refuseUnlessAccepted(facts.referral.status)
    const { _key: key } = (request.body ?? {}) as { _key?: unknown }
    return reply.page(
      'features/workspaces/pages/visit.njk',
      toVisitPage({
        ...facts,
        chosen: (request.query as { contact?: string }).contact,
        kept: app.keptWords(request.context.actor.accountId, facts.referral.id),
        // One visit keeps its key whatever is mended: when a first try did arrive, a second one is not another visit.
        key: typeof key === 'string' ? key : undefined,
        typed,
        faults,
      }),
    )
  }
  app.get<OfReferral>('/referrals/:referralId/visit', { config }, (request, reply) =>
    show(request, reply, {}, NO_FAULTS),
  )
  app.post<OfReferral>('/referrals/:referralId/visit', { config }, async (request, reply) => {
    const { context, params } = request
    const read = await readPlanOf(request)
    let places: ReadonlyMap<string, string> = new Map()
    return answerForm(request, reply, {
      form: visitForm(context.today(), read),
      act: (once, typed) => {
        places = typed.places
        return recordVisit(once, { ...params, visit: typed.visit })
      },
      to: ({ contactId, nextContactId }) =>
        `/referrals/${params.referralId}/visit/${contactId}${nextContactId === null ? '' : '?next=planned'}`,
      fieldOf: (pointer) => fieldOfVisit(pointer, places),
      again: (typed, faults) => show(request, reply, typed, faults),
    })
  })

  app.get<Sent>('/referrals/:referralId/visit/:contactId', { config }, async (request, reply) => {
    const { context, params } = request
    const [{ referral }, { told }] = await Promise.all([readReferral(context, params), readVisitSent(context, params)])
    return reply.page('features/workspaces/pages/visit-sent.njk', {
      title: 'The visit is sent',
      person: `${sayPerson(referral.person)}, ${referral.reference}`,
      referral: `/referrals/${referral.id}`,
      told,
      isNextPlanned: (request.query as { next?: string }).next === 'planned',
    })
  })

  app.get<OfReferral>('/referrals/:referralId/visit-pack', { config }, async (request, reply) => {
    return reply.page(
      'features/workspaces/pages/visit-pack.njk',
      toPackPage(await loadVisit(request.context, request.params)),
    )
  })
}

/** A visit is written under a referral that the service has taken on and not ended. */
function refuseUnlessAccepted(status: VisitFacts['referral']['status']): void {
  if (status !== 'accepted') throw new Refusal('step-not-open', INSTEAD[status] ?? 'There is no referral to visit for')
}
const INSTEAD: Partial<Record<VisitFacts['referral']['status'], string>> = {
  submitted: 'Accept the referral first, on its page. Then the visit can be written down.',
  returned: 'The practice has a question to answer first. The visit can be written down when the referral is accepted.',
  closed: 'The referral is closed. Reopen it first, on its page, if you go on visiting.',
}

/** What is read before a visit, on the screen or on paper. */
export async function loadVisit(context: Context, params: { referralId: string }): Promise<VisitFacts> {
  const today = context.today()
  const referral = toReferralBody(await readReferral(context, params), context.actor, today)
  const about = { personId: referral.person.id }
  const [person, { mark }, plan, contacts, measured] = await Promise.all([
    readPerson(context, about),
    readMark(context, about),
    unlessMissing(readPlan(context, { ...params, version: undefined })),
    listContacts(context, { ...params, limit: MOST }),
    listMeasurements(context, { ...params, limit: MOST }),
  ])
  const now = context.now()
  return {
    referral,
    person,
    mark,
    plan: plan && toPlanBody(plan, today),
    contacts: contacts.items.map((contact) => toContactBody(contact, { ...contacts, now })),
    measurements: measured.items.map(toMeasurementBody),
    today,
  }
}

/** The plan that stood on the page when it was typed, whatever it says by now. */
async function readPlanOf(request: FastifyRequest<OfReferral>) {
  const { planVersion } = typedIn(request)
  if (typeof planVersion !== 'string' || !/^\d{1,9}$/.test(planVersion)) return undefined
  const version = Number(planVersion)
  const plan = await unlessMissing(readPlan(request.context, { ...request.params, version }))
  return plan && { version, content: plan.plan.content }
}
