import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { answerForm, type Faults, NO_FAULTS, type Typed } from '../../platform/web/forms.ts'
import { allocateReferral, listReferrals, suggestAllocation, toReferralItem } from '../referrals/public.ts'
import { toUnallocatedPage } from './unallocated-view-models.ts'

const config = { access: ['team-lead'] } as const

/** What is given to somebody drops off the list, so the rest moves up. */
const SHOWN = 20

const AllocateForm = z.object({
  referralId: z.uuid('Open the list again'),
  membershipId: z.uuid('Select an advisor'),
})

/** Referrals that nobody has yet, each with who could take it, given away in the row. */
export async function unallocatedRoutes(app: FastifyInstance): Promise<void> {
  async function show(request: FastifyRequest, reply: FastifyReply, typed: Typed, faults: Faults) {
    const { context } = request
    const { items, next } = await listReferrals(context, {
      status: 'open',
      stage: 'to-allocate',
      owner: 'nobody',
      overdue: false,
      limit: SHOWN,
    })
    // Who is suggested depends on the practice, so one referral of each is asked for.
    const oneOfEach = new Map(items.map(({ practiceId, id }) => [practiceId, id]))
    const suggestions = new Map(
      await Promise.all(
        [...oneOfEach].map(
          async ([practiceId, referralId]) => [practiceId, await suggestAllocation(context, { referralId })] as const,
        ),
      ),
    )
    const today = context.today()
    const { done } = request.query as { done?: string }
    const rows = items.map((row) => toReferralItem(row, today))
    return reply.page(
      'features/workspaces/pages/unallocated.njk',
      toUnallocatedPage({ rows, suggestions, hasMore: next !== null, today, typed, faults, done }),
    )
  }

  app.get('/unallocated', { config }, (request, reply) => show(request, reply, {}, NO_FAULTS))
  app.post('/unallocated', { config }, (request, reply) =>
    answerForm(request, reply, {
      form: AllocateForm,
      act: allocateReferral,
      to: () => '/unallocated?done=allocated',
      fieldOf: () => undefined,
      again: (typed, faults) => show(request, reply, typed, faults),
    }),
  )
}
