import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { addDays, type Day } from '../../platform/clock.ts'
import { PROBLEMS, Refusal } from '../../platform/problems.ts'
import { readDay } from '../../platform/spreadsheets/cells.ts'
import { type Faults, NO_FAULTS, readForm, type Typed, toFaults, typedIn } from '../../platform/web/forms.ts'
import { sayShortDay } from '../../platform/web/words.ts'
import { listColleagues } from '../accounts/public.ts'
import { personLooksForm } from './forms.ts'
import { listBulkLooking } from './use-cases/list-bulk-looking.ts'
import { listLooksAtPerson } from './use-cases/list-looks-at-person.ts'
import { listLooksByMember } from './use-cases/list-looks-by-member.ts'
import { listNotable } from './use-cases/list-notable.ts'
import { listOpenings } from './use-cases/list-openings.ts'
import { toBulkRow, toLookRow, toMemberItem, toOpeningRow } from './view-models.ts'

const config = { access: ['privacy-officer'] } as const
type OfMember = { Params: { membershipId: string } }
type Days = { from: Day; to: Day }

/** Who looked at what: never the content of a record, and what would make somebody ask why. */
export async function looksPageRoutes(app: FastifyInstance): Promise<void> {
  /** The days in the address, as people write them or as we do; the last seven without. */
  function daysOf({ query, context }: FastifyRequest, longest: number): Days {
    const today = context.today()
    const { from, to } = query as { from?: unknown; to?: unknown }
    const read = (typed: unknown) => (typeof typed === 'string' ? readDay(typed.trim(), today) : undefined)
    const last = read(to) ?? today
    const first = read(from) ?? addDays(last, -6)
    return { from: first > last || first < addDays(last, 1 - longest) ? addDays(last, 1 - longest) : first, to: last }
  }
  const typedOf = ({ from, to }: Days) => ({ from: sayShortDay(from), to: sayShortDay(to) })
  const afterOf = ({ query }: FastifyRequest) => {
    const { after } = query as { after?: unknown }
    return typeof after === 'string' ? after : undefined
  }
  const moreOf = (path: string, { from, to }: Days, next: string | null) =>
    next === null ? undefined : `${path}?from=${from}&to=${to}&after=${encodeURIComponent(next)}`

  app.get('/looks', { config }, async (request, reply) => {
    const { context } = request
    const days = daysOf(request, 31)
    const [notable, overdue, toReview, bulk] = await Promise.all([
      listNotable(context, { ...days, after: afterOf(request), limit: 50 }),
      listOpenings(context, { state: 'overdue', limit: 25 }),
      listOpenings(context, { state: 'to-review', limit: 25 }),
      listBulkLooking(context, { on: days.to }),
    ])
    const late = new Set(overdue.items.map(({ id }) => id))
    return reply.page('features/privacy/pages/looks.njk', {
      title: 'Who looked at what',
      openings: [...overdue.items, ...toReview.items.filter(({ id }) => !late.has(id))].map((opening) =>
        toOpeningRow(opening, late.has(opening.id)),
      ),
      rows: notable.items.map(toLookRow),
      bulk: bulk.map(toBulkRow),
      bulkDay: sayShortDay(days.to),
      typed: typedOf(days),
      more: moreOf('/looks', days, notable.next),
    })
  })

  async function showPerson(
    { context }: FastifyRequest,
    reply: FastifyReply,
    given: { typed: Typed; faults: Faults; rows?: ReturnType<typeof toLookRow>[]; isMore?: boolean },
  ) {
    const today = context.today()
    return reply.page('features/privacy/pages/looks-at-person.njk', {
      title: 'Who looked at a person',
      back: { href: '/looks', text: 'Who looked at what' },
      ...given,
      typed: { ...typedOf({ from: addDays(today, -30), to: today }), ...given.typed },
    })
  }
  app.get('/looks/person', { config }, (request, reply) => showPerson(request, reply, { typed: {}, faults: NO_FAULTS }))
  app.post('/looks/person', { config }, async (request, reply) => {
    const typed = typedIn(request)
    const read = readForm(personLooksForm(request.context.today()), typed)
    if (!read.isRight) {
      reply.code(400)
      return showPerson(request, reply, { typed, faults: read.faults })
    }
    try {
      const { items, next } = await listLooksAtPerson(request.context, { ...read.value, limit: 100 })
      return await showPerson(request, reply, {
        typed,
        faults: NO_FAULTS,
        rows: items.map(toLookRow),
        isMore: next !== null,
      })
    } catch (error) {
      if (!(error instanceof Refusal) || ![400, 404].includes(PROBLEMS[error.problem].status)) throw error
      reply.code(400)
      return showPerson(request, reply, { typed, faults: toFaults(error.errors, error.message) })
    }
  })

  app.get('/looks/members', { config }, async (request, reply) => {
    const { items, next } = await listColleagues(request.context, {
      limit: 100,
      role: undefined,
      after: afterOf(request),
    })
    return reply.page('features/privacy/pages/looks-members.njk', {
      title: 'What somebody looked at',
      back: { href: '/looks', text: 'Who looked at what' },
      rows: items.map(toMemberItem),
      more: next === null ? undefined : `/looks/members?after=${encodeURIComponent(next)}`,
    })
  })
  app.get<OfMember>('/looks/members/:membershipId', { config }, async (request, reply) => {
    const days = daysOf(request, 366)
    const { membershipId } = request.params
    const { memberName, items, next } = await listLooksByMember(request.context, {
      membershipId,
      ...days,
      after: afterOf(request),
      limit: 50,
    })
    return reply.page('features/privacy/pages/looks-by-member.njk', {
      title: `What ${memberName} looked at and did`,
      back: { href: '/looks/members', text: 'Choose somebody else' },
      action: `/looks/members/${membershipId}`,
      rows: items.map(toLookRow),
      typed: typedOf(days),
      more: moreOf(`/looks/members/${membershipId}`, days, next),
    })
  })
}
