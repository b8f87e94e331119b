import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { Refusal } from '../../platform/problems.ts'
import { type Faults, NO_FAULTS, readForm, type Typed, toFaults, typedIn } from '../../platform/web/forms.ts'
import { ReferralSearchBody, ReferralsQuery, toReferralItem } from './list-contract.ts'
import { STAGES } from './stage.ts'
import { findReferrals } from './use-cases/find-referrals.ts'
import { listBegunReferrals } from './use-cases/list-begun-referrals.ts'
import { listReferrals } from './use-cases/list-referrals.ts'
import { type ListFilter, toListPage } from './view-models.ts'

/** A list's whole state stands in its address, and none of it is about a person. */
const Filter = z.object({
  show: z.enum(['open', 'overdue', 'returned', 'draft', 'declined', 'withdrawn', 'closed']).catch('open'),
  owner: z.enum(['anyone', 'me', 'nobody']).catch('anyone'),
  reference: z.string().max(200).optional().catch(undefined),
  stage: z.enum(STAGES).optional().catch(undefined),
  after: z.string().max(200).optional().catch(undefined),
  done: z.enum(['saved', 'dropped']).optional().catch(undefined),
})

/** A practice's referrals, or those of the service: by stage, what is overdue first. */
export async function listRoutes(app: FastifyInstance): Promise<void> {
  const config = { access: ['referrer', 'advisor', 'team-lead'] } as const
  app.get('/referrals', { config }, async (request, reply) => {
    const filter = Filter.parse(request.query)
    const query = readForm(ReferralsQuery, toQuery(filter))
    if (!query.isRight) return show(request, reply, filter, query.faults, { items: [], next: null })
    return show(request, reply, filter, NO_FAULTS, await listReferrals(request.context, query.value))
  })

  /** Whom somebody looks for stands in no address: the answer to the form is the result. */
  app.post('/referrals/find', { config }, async (request, reply) => {
    const typed = typedIn(request)
    const filter = Filter.parse({})
    const read = readForm(ReferralSearchBody, { text: typed.text })
    const again = (faults: Faults) => {
      reply.code(400)
      return show(request, reply, filter, faults, { items: [], next: null }, String(typed.text ?? ''))
    }
    if (!read.isRight) return again(read.faults)
    try {
      const items = await findReferrals(request.context, read.value)
      return await show(request, reply, filter, NO_FAULTS, { items, next: null }, read.value.text)
    } catch (error) {
      if (!(error instanceof Refusal) || error.problem !== 'invalid-request') throw error
      return again(toFaults(error.errors, error.message))
    }
  })
}

type Page = Awaited<ReturnType<typeof listReferrals>>

async function show(
  request: FastifyRequest,
  reply: FastifyReply,
  filter: ListFilter,
  faults: Faults,
  page: Page,
  searched?: string,
) {
  const { actor, today } = request.context
  const begun =
    searched === undefined && filter.show === 'draft' && actor.role === 'referrer'
      ? await listBegunReferrals(request.context)
      : []
  const items = page.items.map((row) => toReferralItem(row, today()))
  return reply.page(
    'features/referrals/pages/list.njk',
    toListPage({ actor, filter, items, begun, next: page.next, faults, searched, today: today() }),
  )
}

function toQuery({ show, owner, stage, reference, after }: ListFilter): Typed {
  return {
    ...(show === 'overdue' ? { overdue: 'true' } : { status: show }),
    owner,
    stage,
    reference,
    after,
  }
}
