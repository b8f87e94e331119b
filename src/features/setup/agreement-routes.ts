import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { Refusal } from '../../platform/problems.ts'
import { answerForm, type Faults, NO_FAULTS, type Typed } from '../../platform/web/forms.ts'
import { addAgreement, CHECKLIST, endAgreement, listAgreements } from '../agreements/public.ts'
import { readOrganisation } from '../organisations/public.ts'
import { agreementForm, EndAgreementForm } from './organisation-forms.ts'
import { AGREEMENT_CHOICES } from './organisation-words.ts'

const config = { access: ['administrator', 'privacy-officer'] } as const
type Of = { Params: { organisationId: string } }
type OfAgreement = { Params: { organisationId: string; agreementId: string } }

/** What an organisation signed before it is told names, and the end of it. */
export async function agreementRoutes(app: FastifyInstance): Promise<void> {
  async function show(request: FastifyRequest<Of>, reply: FastifyReply, typed: Typed, faults: Faults) {
    const organisation = await readOrganisation(request.context, request.params)
    return reply.page('features/setup/pages/agreement.njk', {
      title: 'A signed sharing agreement',
      who: organisation.name,
      back: { href: `/organisations/${organisation.id}`, text: organisation.name },
      action: `/organisations/${organisation.id}/agreements/new`,
      choices: AGREEMENT_CHOICES,
      checklist: Object.values(CHECKLIST),
      typed,
      faults,
    })
  }
  const path = '/organisations/:organisationId/agreements/new'
  app.get<Of>(path, { config }, (request, reply) => show(request, reply, {}, NO_FAULTS))
  app.post<Of>(path, { config }, (request, reply) =>
    answerForm(request, reply, {
      form: agreementForm(request.context.today()),
      act: (context, signed) => addAgreement(context, { ...request.params, ...signed }),
      to: () => `/organisations/${request.params.organisationId}?done=signed`,
      fieldOf: (pointer) => {
        if (pointer.startsWith('#/checklist')) return 'checklistOn'
        return pointer.startsWith('#/dspt') ? 'toolkitOn' : pointer.split('/').at(-1)
      },
      again: (typed, faults) => show(request, reply, typed, faults),
    }),
  )

  async function showEnd(request: FastifyRequest<OfAgreement>, reply: FastifyReply, typed: Typed, faults: Faults) {
    const { context, params } = request
    const agreements = await listAgreements(context, params)
    if (!agreements.some(({ id }) => id === params.agreementId)) throw new Refusal('not-found')
    const { name } = await readOrganisation(context, params)
    return reply.page('features/setup/pages/end-agreement.njk', {
      title: 'End a sharing agreement',
      who: name,
      back: { href: `/organisations/${params.organisationId}`, text: name },
      action: `/organisations/${params.organisationId}/agreements/${params.agreementId}/end`,
      typed,
      faults,
    })
  }
  const ending = '/organisations/:organisationId/agreements/:agreementId/end'
  app.get<OfAgreement>(ending, { config }, (request, reply) => showEnd(request, reply, {}, NO_FAULTS))
  app.post<OfAgreement>(ending, { config }, (request, reply) =>
    answerForm(request, reply, {
      form: EndAgreementForm,
      act: (context, { reason }) => endAgreement(context, { agreementId: request.params.agreementId, reason }),
      to: ({ organisationId }) => `/organisations/${organisationId}?done=ended`,
      again: (typed, faults) => showEnd(request, reply, typed, faults),
    }),
  )
}
