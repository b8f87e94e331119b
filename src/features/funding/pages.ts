import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { answerForm, type Faults, NO_FAULTS, NothingForm, type Typed } from '../../platform/web/forms.ts'
import { listActivities } from '../activities/public.ts'
import { listOrganisations } from '../organisations/public.ts'
import { toFundingAgreementBody, toPaidPlaceBody } from './contract.ts'
import { endForm, fundingForm, panelForm } from './forms.ts'
import { keepsFunding } from './policy.ts'
import { spotPageRoutes } from './spot-page-routes.ts'
import { statementLinkPageRoutes } from './statement-link-page-routes.ts'
import { statementPageRoutes } from './statement-page-routes.ts'
import { addFundingAgreement } from './use-cases/add-funding-agreement.ts'
import { amendFundingAgreement } from './use-cases/amend-funding-agreement.ts'
import { listFundingAgreements } from './use-cases/list-funding-agreements.ts'
import { listPaidPlaces, listUnpaid } from './use-cases/list-paid-places.ts'
import { payForPlace } from './use-cases/pay-for-place.ts'
import { readFundingAgreement } from './use-cases/read-funding-agreement.ts'
import { recordPanelDecision } from './use-cases/record-panel-decision.ts'
import { KIND_CHOICES, toAgreementPage, toAgreementRow, toPlaceRow, toUnpaidRow } from './view-models.ts'

const KEEPERS = { access: ['team-lead', 'administrator', 'commissioner'] } as const
const READERS = { access: [...KEEPERS.access, 'provider'] } as const
const LEAD = { access: ['team-lead'] } as const

type Of = { Params: { fundingAgreementId: string } }
type OfPlace = { Params: { commitmentId: string } }

const DONE: Record<string, string> = {
  added: 'It is written down. It pays once the panel has approved it.',
  decided: 'The decision is written down.',
  ended: 'The last day is changed.',
  paid: 'An agreement pays for the place now.',
}
const Shown = z.object({
  done: z.string().optional().catch(undefined),
  over: z.literal('yes').optional().catch(undefined),
  after: z.string().optional().catch(undefined),
})
const SHOWN = 50

/** What groups are paid for, how much is left, and the places that nobody pays for. */
export async function fundingPages(app: FastifyInstance): Promise<void> {
  await spotPageRoutes(app)
  await statementPageRoutes(app)
  await statementLinkPageRoutes(app)

  app.get('/funding', { config: READERS }, async ({ context, query }, reply) => {
    const { done, over, after } = Shown.parse(query)
    const { items, next } = await listFundingAgreements(context, { isOver: over !== undefined, limit: SHOWN, after })
    const reader = { actor: context.actor, today: context.today() }
    const isOver = over === undefined ? '' : 'over=yes&'
    return reply.page('features/funding/pages/agreements.njk', {
      title: 'What groups are paid for',
      done: DONE[done ?? ''],
      rows: items.map((agreement) => toAgreementRow(toFundingAgreementBody(agreement, reader))),
      more: next === null ? undefined : `/funding?${isOver}after=${encodeURIComponent(next)}`,
      isOver: over !== undefined,
      mayKeep: keepsFunding(context.actor),
      isLead: context.actor.role === 'team-lead',
    })
  })

  async function showNew({ context }: FastifyRequest, reply: FastifyReply, typed: Typed, faults: Faults) {
    const { items: groups } = await listOrganisations(context, { kind: 'provider', limit: 100 })
    const { items: activities } = await listActivities(context, { hasRoom: false, limit: 100 })
    return reply.page('features/funding/pages/new-agreement.njk', {
      title: 'A new agreement',
      back: { href: '/funding', text: 'What groups are paid for' },
      groups: [
        { value: '', text: 'Select a group' },
        ...groups.filter(({ closedOn }) => closedOn === null).map(({ id, name }) => ({ value: id, text: name })),
      ],
      activities: [
        { value: '', text: 'Whatever the group does' },
        ...activities.map(({ id, name, providerName }) => ({ value: id, text: `${providerName}: ${name}` })),
      ],
      kinds: KIND_CHOICES,
      typed,
      faults,
    })
  }
  app.get('/funding/new', { config: KEEPERS }, (request, reply) => showNew(request, reply, {}, NO_FAULTS))
  app.post('/funding/new', { config: KEEPERS }, (request, reply) =>
    answerForm(request, reply, {
      form: fundingForm(request.context.today()),
      act: (context, terms) => addFundingAgreement(context, terms),
      to: ({ id }) => `/funding/${id}?done=added`,
      again: (typed, faults) => showNew(request, reply, typed, faults),
    }),
  )

  async function showUnpaid({ context, query }: FastifyRequest, reply: FastifyReply, faults: Faults) {
    const { done, after } = Shown.parse(query)
    const { items, next } = await listUnpaid(context, { limit: SHOWN, after })
    return reply.page('features/funding/pages/unpaid.njk', {
      title: 'Places nobody pays for',
      back: { href: '/funding', text: 'What groups are paid for' },
      done: faults.list.length === 0 ? DONE[done ?? ''] : undefined,
      rows: items.map((place) => toUnpaidRow(toPaidPlaceBody(place, context.actor))),
      more: next === null ? undefined : `/funding/unpaid?after=${encodeURIComponent(next)}`,
      faults,
    })
  }
  app.get('/funding/unpaid', { config: LEAD }, (request, reply) => showUnpaid(request, reply, NO_FAULTS))
  app.post<OfPlace>('/funding/unpaid/:commitmentId', { config: LEAD }, (request, reply) =>
    answerForm(request, reply, {
      form: NothingForm,
      act: (context) => payForPlace(context, request.params),
      to: () => '/funding/unpaid?done=paid',
      again: (_typed, faults) => showUnpaid(request, reply, faults),
    }),
  )

  async function show(request: FastifyRequest<Of>, reply: FastifyReply, typed: Typed, faults: Faults) {
    const { context, params, query } = request
    const { actor } = context
    const { done, after } = Shown.parse(query)
    const agreement = toFundingAgreementBody(await readFundingAgreement(context, params), {
      actor,
      today: context.today(),
    })
    // A commissioner and an administrator read sums: a place leads to a person.
    const readsPlaces = actor.role === 'team-lead' || actor.role === 'provider'
    const places = readsPlaces ? await listPaidPlaces(context, { ...params, limit: SHOWN, after }) : undefined
    const next = places?.next ?? null
    return reply.page('features/funding/pages/agreement.njk', {
      ...toAgreementPage(agreement, { mayKeep: keepsFunding(actor), today: context.today() }),
      back: { href: '/funding', text: 'What groups are paid for' },
      done: faults.list.length === 0 ? DONE[done ?? ''] : undefined,
      places: places?.items.map((place) => toPlaceRow(toPaidPlaceBody(place, actor))),
      more: next === null ? undefined : `/funding/${agreement.id}?after=${encodeURIComponent(next)}`,
      typed,
      faults,
    })
  }
  app.get<Of>('/funding/:fundingAgreementId', { config: READERS }, (request, reply) =>
    show(request, reply, {}, NO_FAULTS),
  )
  app.post<Of>('/funding/:fundingAgreementId/decision', { config: KEEPERS }, (request, reply) =>
    answerForm(request, reply, {
      form: panelForm(request.context.today()),
      act: (context, decided) => recordPanelDecision(context, { ...request.params, ...decided }),
      to: ({ id }) => `/funding/${id}?done=decided`,
      again: (typed, faults) => show(request, reply, typed, faults),
    }),
  )
  app.post<Of>('/funding/:fundingAgreementId/end', { config: KEEPERS }, (request, reply) =>
    answerForm(request, reply, {
      form: endForm(request.context.today()),
      act: (context, { version, endsOn }) =>
        amendFundingAgreement(context, { ...request.params, version, patch: { endsOn } }),
      to: ({ id }) => `/funding/${id}?done=ended`,
      again: (typed, faults) => show(request, reply, typed, faults),
    }),
  )
}
