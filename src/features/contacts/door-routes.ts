import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { sayDay } from '../../platform/clock.ts'
import { Refusal } from '../../platform/problems.ts'
import { answerForm, type Faults, NO_FAULTS, type Typed } from '../../platform/web/forms.ts'
import { sayInstant } from '../../platform/web/words.ts'
import { readReferral, sayPerson } from '../referrals/public.ts'
import { AskedForm, FoundForm } from './forms.ts'
import { toNoReplyBody, toNoReplyItem } from './no-reply-contract.ts'
import { endNoReply, takeRung } from './use-cases/follow-no-reply.ts'
import { listNoReplies } from './use-cases/list-no-replies.ts'
import { readNoReply } from './use-cases/read-no-reply.ts'
import { FOUND_CHOICES, RUNG_CHOICES, toDoorSteps } from './view-models.ts'

const config = { access: ['advisor', 'team-lead'] } as const
type OfReferral = { Params: { referralId: string } }

/** Nobody opened: whom to ask next, what each said, and who has spoken to the person at last. */
export async function doorRoutes(app: FastifyInstance): Promise<void> {
  async function show(request: FastifyRequest<OfReferral>, reply: FastifyReply, typed: Typed, faults: Faults) {
    const { context, params } = request
    const { referral } = await readReferral(context, params)
    const found = await readNoReply(context, params)
    const noReply = found && toNoReplyBody(found)
    const path = `/referrals/${referral.id}`
    return reply.page('features/contacts/pages/no-reply.njk', {
      title: 'No reply at the door',
      back: { href: path, text: sayPerson(referral.person) },
      person: `${sayPerson(referral.person)}, born ${sayDay(referral.person.bornOn)}, ${referral.reference}`,
      name: sayPerson(referral.person),
      asked: `${path}/no-reply/asked`,
      found: `${path}/no-reply/found`,
      plan: `${path}/contacts`,
      isOpen: noReply !== undefined,
      steps: noReply === undefined ? [] : toDoorSteps(noReply),
      next: noReply?.next?.what,
      rungs: RUNG_CHOICES,
      founds: FOUND_CHOICES,
      typed: { rung: noReply?.next?.rung, ...typed },
      faults,
    })
  }
  app.get('/no-replies', { config }, async (request, reply) => {
    const { items } = await listNoReplies(request.context, { limit: 50 })
    return reply.page('features/contacts/pages/no-replies.njk', {
      title: 'Nobody opened',
      rows: items.map(toNoReplyItem).map((item) => ({
        href: `/referrals/${item.referralId}/no-reply`,
        name: sayPerson(item),
        born: item.bornOn.slice(0, 4),
        reference: item.reference,
        since: sayInstant(new Date(item.openedAt)),
        next: item.next?.what,
      })),
    })
  })

  app.get<OfReferral>('/referrals/:referralId/no-reply', { config }, (request, reply) =>
    show(request, reply, {}, NO_FAULTS),
  )
  app.post<OfReferral>('/referrals/:referralId/no-reply/asked', { config }, async (request, reply) => {
    const noReplyId = await openOne(request)
    return answerForm(request, reply, {
      form: AskedForm,
      act: (context, asked) => takeRung(context, { noReplyId, ...asked }),
      to: () => `/referrals/${request.params.referralId}/no-reply`,
      again: (typed, faults) => show(request, reply, typed, faults),
    })
  })
  app.post<OfReferral>('/referrals/:referralId/no-reply/found', { config }, async (request, reply) => {
    const noReplyId = await openOne(request)
    const path = `/referrals/${request.params.referralId}`
    return answerForm(request, reply, {
      form: FoundForm,
      act: (context, { found, foundWords }) => endNoReply(context, { noReplyId, found, words: foundWords }),
      to: ({ noReply }) => (noReply.found === 'died' ? `${path}/death` : `${path}?done=found`),
      again: (typed, faults) => show(request, reply, typed, faults),
    })
  })
}

async function openOne({ context, params }: FastifyRequest<OfReferral>): Promise<string> {
  const open = await readNoReply(context, params)
  if (open === undefined)
    throw new Refusal('step-not-open', 'Nobody is missing behind this door: it was ended, or never begun')
  return open.noReply.id
}
