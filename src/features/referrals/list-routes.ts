import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { type Faults, NO_FAULTS, readForm, type Typed } from '../../platform/web/forms.ts'
import { ReferralsQuery, toReferralItem } from './list-contract.ts'
import { listBegunReferrals } from './use-cases/list-begun-referrals.ts'
import { listReferrals } from './use-cases/list-referrals.ts'
import { type ListFilter, toListPage } from './view-models.ts'

/** A list's whole state stands in its address, and none of it is about a person. */
const Filter = z.object({
  show: z.enum(['open', 'overdue', 'returned', 'draft', 'declined', 'withdrawn', 'closed']).catch('open'),
  owner: z.enum(['anyone', 'me', 'nobody']).catch('anyone'),
  reference: z.string().max(200).optional().catch(undefined),
  after: z.string().max(200).optional().catch(undefined),
  done: z.enum(['saved', 'dropped']).optional().catch(undefined),
})

/** A practice's referrals, or those of the service: by stage, what is overdue first. */
export async function listRoutes(app: FastifyInstance): Promise<void> {
  app.get('/referrals', { config: { access: ['referrer', 'advisor', 'team-lead'] } }, async (request, reply) => {
    const filter = Filter.parse(request.query)
    const query = readForm(ReferralsQuery, toQuery(filter))
    if (!query.isRight) return show(request, reply, filter, query.faults, { items: [], next: null })
    return show(request, reply, filter, NO_FAULTS, await listReferrals(request.context, query.value))
  })
}

type Page = Awaited<ReturnType<typeof listReferrals>>

async function show(request: FastifyRequest, reply: FastifyReply, filter: ListFilter, faults: Faults, page: Page) {
  const { actor, today } = request.context
  const begun = filter.show === 'draft' && actor.role === 'referrer' ? await listBegunReferrals(request.context) : []
  const items = page.items.map((row) => toReferralItem(row, today()))
  return reply.page(
    'features/referrals/pages/list.njk',
    toListPage({ actor, filter, items, begun, next: page.next, faults, today: today() }),
  )
}

function toQuery({ show, owner, reference, after }: ListFilter): Typed {
  return {
    ...(show === 'overdue' ? { overdue: 'true' } : { status: show }),
    owner,
    reference,
    after,
  }
}
