import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { answerForm, checkForm, type Faults, NO_FAULTS, type Typed } from '../../platform/web/forms.ts'
import { listMembersOf } from '../accounts/public.ts'
import {
  listReferrals,
  previewReassignment,
  reassignReferrals,
  suggestAllocation,
  toReferralItem,
} from '../referrals/public.ts'
import { toHandOverPage } from './hand-over-view-models.ts'

const config = { access: ['team-lead'] } as const

/** As many as are handed over at once. */
const SHOWN = 100

const HandOverForm = z
  .object({
    all: z.literal('yes').optional(),
    referralIds: z
      .union([z.uuid(), z.array(z.uuid())])
      .transform((ids) => [ids].flat())
      .optional(),
    membershipId: z.uuid('Select who takes them'),
    handoverNote: z
      .string({ error: 'Write what the next advisor must know' })
      .trim()
      .max(1_000, 'Write at most 1,000 characters'),
  })
  .superRefine(({ all, referralIds }, context) => {
    if (all === undefined && referralIds === undefined)
      context.addIssue({ code: 'custom', path: ['referralIds'], message: 'Tick at least one referral' })
  })
type Seen = { typed: Typed; faults: Faults; preview?: Awaited<ReturnType<typeof previewReassignment>> }
const From = z.object({ from: z.uuid().optional().catch(undefined), done: z.string().optional().catch(undefined) })

/** Many referrals of one worker go to a colleague: what would happen is shown first, then done in one go. */
export async function handOverRoutes(app: FastifyInstance): Promise<void> {
  async function show(request: FastifyRequest, reply: FastifyReply, { typed, faults, preview }: Seen) {
    const { context } = request
    const { from, done } = From.parse(request.query)
    const workers = await listMembersOf(context.db, context.actor.organisationId)
    const { items, next } =
      from === undefined
        ? { items: [], next: null }
        : await listReferrals(context, { status: 'open', owner: from, overdue: false, limit: SHOWN })
    const [first] = items
    const takers = first === undefined ? [] : await suggestAllocation(context, { referralId: first.id })
    return reply.page(
      'features/workspaces/pages/hand-over.njk',
      toHandOverPage({
        from,
        workers,
        takers: takers.filter(({ membershipId }) => membershipId !== from),
        rows: items.map((row) => toReferralItem(row, context.today())),
        hasMore: next !== null,
        typed,
        faults,
        preview,
        done,
      }),
    )
  }
  /** What is ticked, or all that is shown. */
  async function chosen(
    { context, query }: FastifyRequest,
    { all, referralIds, ...rest }: z.output<typeof HandOverForm>,
  ) {
    const { from } = From.parse(query)
    if (all === undefined || from === undefined) return { ...rest, referralIds: referralIds ?? [] }
    const { items } = await listReferrals(context, { status: 'open', owner: from, overdue: false, limit: SHOWN })
    return { ...rest, referralIds: items.map(({ id }) => id) }
  }
  const again = (request: FastifyRequest, reply: FastifyReply) => (typed: Typed, faults: Faults) =>
    show(request, reply, { typed, faults })

  app.get('/hand-over', { config }, (request, reply) => show(request, reply, { typed: {}, faults: NO_FAULTS }))
  app.post('/hand-over/preview', { config }, (request, reply) =>
    checkForm(request, reply, {
      form: HandOverForm,
      act: async (context, typed) => previewReassignment(context, await chosen(request, typed)),
      show: (typed, preview) => show(request, reply, { typed, faults: NO_FAULTS, preview }),
      again: again(request, reply),
    }),
  )
  app.post('/hand-over', { config }, (request, reply) =>
    answerForm(request, reply, {
      form: HandOverForm,
      act: async (context, typed) => reassignReferrals(context, await chosen(request, typed)),
      to: ({ moved, stayed }) => {
        const { from } = From.parse(request.query)
        return `/hand-over?from=${from ?? ''}&done=${moved.length}-${stayed.length}`
      },
      again: again(request, reply),
    }),
  )
}
