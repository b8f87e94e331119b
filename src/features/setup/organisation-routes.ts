import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Context } from '../../platform/context.ts'
import { answerForm, type Faults, NO_FAULTS, type Typed } from '../../platform/web/forms.ts'
import { listAgreements, toAgreementBody } from '../agreements/public.ts'
import {
  addOrganisation,
  amendOrganisation,
  listOrganisations,
  type OrganisationKind,
  readOrganisation,
  toOrganisationBody,
} from '../organisations/public.ts'
import {
  closeOrganisation,
  endServedPractice,
  listServedPractices,
  readServedPractice,
  servePractice,
} from '../successions/public.ts'
import { closeForm, endServingForm, NewOrganisationForm, OrganisationForm, serveForm } from './organisation-forms.ts'
import { isKind, KIND_ITEMS, toOrganisationPage, toOrganisationsPage } from './organisation-words.ts'

const keepers = { access: ['administrator', 'privacy-officer'] } as const
const config = { access: ['administrator'] } as const
type OfServed = { Params: { servedPracticeId: string } }
type Of = { Params: { organisationId: string } }

/** Practices, teams, groups: what each is called, how it is reached, what it signed, and into which one it closes. */
export async function organisationRoutes(app: FastifyInstance): Promise<void> {
  app.get('/organisations', { config: keepers }, async ({ context, query }, reply) => {
    const { kind: typed, after } = query as { kind?: string; after?: string }
    const kind = isKind(typed) ? typed : undefined
    const { items, next } = await listOrganisations(context, {
      kind,
      limit: 50,
      after: typeof after === 'string' ? after : undefined,
    })
    const page = toOrganisationsPage({ items: items.map(toOrganisationBody), kind, next, role: context.actor.role })
    return reply.page('features/setup/pages/organisations.njk', page)
  })

  const showNew = async (reply: FastifyReply, typed: Typed, faults: Faults) =>
    reply.page('features/setup/pages/new-organisation.njk', {
      title: 'Add an organisation',
      back: { href: '/organisations', text: 'Organisations' },
      kinds: KIND_ITEMS,
      typed,
      faults,
    })
  app.get('/organisations/new', { config }, (_request, reply) => showNew(reply, {}, NO_FAULTS))
  app.post('/organisations/new', { config }, (request, reply) =>
    answerForm(request, reply, {
      form: NewOrganisationForm,
      act: (context, typed) => addOrganisation(context, { ...typed, servesPracticeIds: [] }),
      to: ({ id }) => `/organisations/${id}?done=added`,
      again: (typed, faults) => showNew(reply, typed, faults),
    }),
  )

  async function show(request: FastifyRequest<Of>, reply: FastifyReply, typed: Typed, faults: Faults) {
    const { context, params, query } = request
    const organisation = toOrganisationBody(await readOrganisation(context, params))
    const [agreements, served] = await Promise.all([
      listAgreements(context, params),
      organisation.kinds.includes('case-management-team') ? listServedPractices(context, params) : [],
    ])
    const page = toOrganisationPage({
      organisation,
      agreements: agreements.map(toAgreementBody),
      served,
      actor: context.actor,
      today: context.today(),
      done: (query as { done?: string }).done,
    })
    return reply.page('features/setup/pages/organisation.njk', {
      ...page,
      typed: faults.list.length > 0 ? typed : page.typed,
      faults,
    })
  }
  app.get<Of>('/organisations/:organisationId', { config: keepers }, (request, reply) =>
    show(request, reply, {}, NO_FAULTS),
  )
  app.post<Of>('/organisations/:organisationId', { config }, (request, reply) =>
    answerForm(request, reply, {
      form: OrganisationForm,
      act: (context, { version, name, postcode = null, phone = null, email = null }) =>
        amendOrganisation(context, { ...request.params, version, patch: { name, postcode, phone, email } }),
      to: () => `/organisations/${request.params.organisationId}?done=saved`,
      again: (typed, faults) => show(request, reply, typed, faults),
    }),
  )

  async function showClosing(request: FastifyRequest<Of>, reply: FastifyReply, typed: Typed, faults: Faults) {
    const { context, params } = request
    const organisation = await readOrganisation(context, params)
    const others = await organisationsToChoose(context, organisation.kinds[0])
    return reply.page('features/setup/pages/close-organisation.njk', {
      title: `Close ${organisation.name}`,
      back: { href: `/organisations/${organisation.id}`, text: organisation.name },
      action: `/organisations/${organisation.id}/close`,
      others: others.filter(({ value }) => value !== organisation.id),
      typed,
      faults,
    })
  }
  app.get<Of>('/organisations/:organisationId/close', { config }, (request, reply) =>
    showClosing(request, reply, {}, NO_FAULTS),
  )
  app.post<Of>('/organisations/:organisationId/close', { config }, (request, reply) =>
    answerForm(request, reply, {
      form: closeForm(request.context.today()),
      act: (context, typed) => closeOrganisation(context, { ...request.params, ...typed, endMembershipIds: [] }),
      to: () => `/organisations/${request.params.organisationId}?done=closed`,
      again: (typed, faults) => showClosing(request, reply, typed, faults),
    }),
  )

  async function showServing(request: FastifyRequest<Of>, reply: FastifyReply, typed: Typed, faults: Faults) {
    const team = await readOrganisation(request.context, request.params)
    return reply.page('features/setup/pages/serve-practice.njk', {
      title: `A practice that ${team.name} serves`,
      back: { href: `/organisations/${team.id}`, text: team.name },
      action: `/organisations/${team.id}/serves`,
      practices: await organisationsToChoose(request.context, 'practice'),
      typed,
      faults,
    })
  }
  app.get<Of>('/organisations/:organisationId/serves', { config }, (request, reply) =>
    showServing(request, reply, {}, NO_FAULTS),
  )
  app.post<Of>('/organisations/:organisationId/serves', { config }, (request, reply) =>
    answerForm(request, reply, {
      form: serveForm(request.context.today()),
      act: (context, typed) => servePractice(context, { ...request.params, ...typed }),
      to: () => `/organisations/${request.params.organisationId}?done=saved`,
      again: (typed, faults) => showServing(request, reply, typed, faults),
    }),
  )

  async function showEnding(request: FastifyRequest<OfServed>, reply: FastifyReply, typed: Typed, faults: Faults) {
    const served = await readServedPractice(request.context, request.params)
    return reply.page('features/setup/pages/end-serving.njk', {
      title: `${served.teamName} serves ${served.practiceName} no longer`,
      back: { href: `/organisations/${served.teamId}`, text: served.teamName },
      action: `/served-practices/${served.id}/end`,
      team: served.teamName,
      practice: served.practiceName,
      typed,
      faults,
    })
  }
  app.get<OfServed>('/served-practices/:servedPracticeId/end', { config }, (request, reply) =>
    showEnding(request, reply, {}, NO_FAULTS),
  )
  app.post<OfServed>('/served-practices/:servedPracticeId/end', { config }, (request, reply) =>
    answerForm(request, reply, {
      form: endServingForm(request.context.today()),
      act: (context, { on }) => endServedPractice(context, { ...request.params, on }),
      to: ({ teamId }) => `/organisations/${teamId}?done=saved`,
      again: (typed, faults) => showEnding(request, reply, typed, faults),
    }),
  )
}

const PAGES_AT_MOST = 5

/** The open organisations of a kind, for a list to choose from. */
export async function organisationsToChoose(context: Context, kind: OrganisationKind | undefined) {
  const found: { value: string; text: string }[] = []
  let after: string | undefined
  for (let page = 0; page < PAGES_AT_MOST; page++) {
    const { items, next } = await listOrganisations(context, { kind, limit: 100, after })
    found.push(...items.filter(({ closedOn }) => closedOn === null).map(({ id, name }) => ({ value: id, text: name })))
    if (next === null) break
    after = next
  }
  return found
}
