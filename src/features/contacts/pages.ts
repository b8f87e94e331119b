import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { answerForm, type Faults, NO_FAULTS, NothingForm, type Typed } from '../../platform/web/forms.ts'
import { readReferral, sayPerson } from '../referrals/public.ts'
import { toContactBody } from './contract.ts'
import { doorRoutes } from './door-routes.ts'
import { CheckForm, planForm, resultForm } from './forms.ts'
import { loneWorkingPageRoutes } from './lone-working-page-routes.ts'
import { amendContact } from './use-cases/amend-contact.ts'
import { checkIn } from './use-cases/check-in.ts'
import { checkOut } from './use-cases/check-out.ts'
import { readContact } from './use-cases/read-contact.ts'
import { recordContact } from './use-cases/record-contact.ts'
import { takeBackCheck } from './use-cases/take-back-check.ts'
import { CONTACT_CHOICES, firstResult, toContactRow } from './view-models.ts'

const config = { access: ['advisor', 'team-lead'] } as const
type OfReferral = { Params: { referralId: string } }
type OfContact = { Params: { referralId: string; contactId: string } }
type Check = { Params: { contactId: string } }

/** Planning a visit or a call, saying what came of it, and going in and out of a home. */
export async function contactPages(app: FastifyInstance): Promise<void> {
  await doorRoutes(app)
  await loneWorkingPageRoutes(app)

  async function showPlan(request: FastifyRequest<OfReferral>, reply: FastifyReply, typed: Typed, faults: Faults) {
    const { person, id, reference } = (await readReferral(request.context, request.params)).referral
    return reply.page('features/contacts/pages/plan-contact.njk', {
      title: 'Plan a visit or a call',
      back: { href: `/referrals/${id}`, text: sayPerson(person) },
      person: `${sayPerson(person)}, ${reference}`,
      action: `/referrals/${id}/contacts`,
      choices: CONTACT_CHOICES,
      typed,
      faults,
    })
  }
  app.get<OfReferral>('/referrals/:referralId/contacts', { config }, (request, reply) =>
    showPlan(request, reply, {}, NO_FAULTS),
  )
  app.post<OfReferral>('/referrals/:referralId/contacts', { config }, (request, reply) =>
    answerForm(request, reply, {
      form: planForm(request.context.today()),
      act: (context, contact) =>
        recordContact(context, {
          ...request.params,
          contact: { ...contact, workerId: context.actor.membershipId },
        }),
      to: () => `/referrals/${request.params.referralId}?done=planned`,
      fieldOf: (pointer) =>
        ({ plannedStart: 'from', plannedEnd: 'until', anyway: 'anyway' })[pointer.split('/').at(-1) ?? ''] ?? 'way',
      again: (typed, faults) => showPlan(request, reply, typed, faults),
    }),
  )

  const load = async ({ context, params }: FastifyRequest<OfContact>) =>
    toContactBody(await readContact(context, params), { isService: true, level: 'everything', now: context.now() })
  async function showResult(request: FastifyRequest<OfContact>, reply: FastifyReply, typed: Typed, faults: Faults) {
    const [{ referral }, contact] = await Promise.all([readReferral(request.context, request.params), load(request)])
    const row = toContactRow(contact)
    return reply.page('features/contacts/pages/contact.njk', {
      title: row.what,
      back: { href: `/referrals/${referral.id}`, text: sayPerson(referral.person) },
      person: `${sayPerson(referral.person)}, ${referral.reference}`,
      contact: row,
      action: row.href,
      choices: CONTACT_CHOICES,
      typed: { ...firstResult(contact, request.context.today()), ...typed },
      faults,
    })
  }
  app.get<OfContact>('/referrals/:referralId/contacts/:contactId', { config }, (request, reply) =>
    showResult(request, reply, {}, NO_FAULTS),
  )
  app.post<OfContact>('/referrals/:referralId/contacts/:contactId', { config }, (request, reply) =>
    answerForm(request, reply, {
      form: resultForm(request.context.today()),
      act: (context, result) => amendContact(context, { contactId: request.params.contactId, ...result }),
      to: () => `/referrals/${request.params.referralId}?done=recorded`,
      again: (typed, faults) => showResult(request, reply, typed, faults),
    }),
  )

  for (const { name, take } of [
    { name: 'check-in', take: checkIn },
    { name: 'check-out', take: checkOut },
  ])
    app.post<Check>(`/visits/:contactId/${name}`, { config }, (request, reply) =>
      answerForm(request, reply, {
        form: CheckForm,
        act: (context, said) => take(context, { ...request.params, ...said }),
        to: () => '/my-day',
        again: async () => reply.redirect('/my-day', 303),
      }),
    )
  app.post<Check>('/visits/:contactId/take-back-check', { config }, (request, reply) =>
    answerForm(request, reply, {
      form: NothingForm,
      act: (context) => takeBackCheck(context, request.params),
      to: () => '/my-day',
      again: async () => reply.redirect('/my-day', 303),
    }),
  )
}
