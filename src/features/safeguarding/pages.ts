import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Context } from '../../platform/context.ts'
import { answerForm, type Faults, NO_FAULTS, NothingForm, type Typed } from '../../platform/web/forms.ts'
import { getScheme } from '../schemes/public.ts'
import { toBrief, toConcernBody } from './bodies.ts'
import { CloseForm, ConcernForm, EntryForm, HandOverForm, ReopenForm } from './forms.ts'
import { WORKS_WITH_PEOPLE } from './kinds.ts'
import { addEntry } from './use-cases/add-entry.ts'
import { listConcerns } from './use-cases/list-concerns.ts'
import { raiseConcern } from './use-cases/raise-concern.ts'
import { readConcern } from './use-cases/read-concern.ts'
import { listConcernTakers, readConcernForStep } from './use-cases/read-concern-for-step.ts'
import { acknowledgeConcern, closeConcern, handOverConcern, reopenConcern } from './use-cases/take-concern-step.ts'
import { CONCERN_CHOICES, concernStepTitle, toConcernPage, toConcernsPage } from './view-models.ts'

/** Whoever has a role may say that somebody could be hurt, and read what they said. */
const config = { access: 'signed-in' } as const
const toStep = { config: { access: WORKS_WITH_PEOPLE } }

const Filter = z.object({
  show: z.enum(['open', 'all']).catch('open'),
  after: z.string().max(200).optional().catch(undefined),
})
type Params = { Params: { concernId: string } }

/** Somebody may be hurt: said on one page, brought to a named person, and followed until it is closed. */
export async function safeguardingPages(app: FastifyInstance): Promise<void> {
  app.get('/concerns', { config }, async (request, reply) => {
    const { show: shown, after } = Filter.parse(request.query)
    const { items, next } = await listConcerns(request.context, { open: shown === 'open', limit: 50, after })
    const reader = { actor: request.context.actor, now: request.context.now() }
    const page = toConcernsPage({ items: items.map((item) => toBrief(item, reader)), next, open: shown === 'open' })
    return reply.page('features/safeguarding/pages/concerns.njk', page)
  })

  const showNew = async (request: FastifyRequest, reply: FastifyReply, typed: Typed, faults: Faults) =>
    reply.page('features/safeguarding/pages/new-concern.njk', {
      title: 'Raise a concern',
      typed,
      faults,
      choices: CONCERN_CHOICES,
      phones: (await getScheme(request.context)).settings.safety.phones,
    })
  app.get('/concerns/new', { config }, (request, reply) => {
    const { person } = request.query as { person?: string }
    return showNew(request, reply, { personId: person }, NO_FAULTS)
  })
  app.post('/concerns/new', { config }, (request, reply) =>
    answerForm(request, reply, {
      form: ConcernForm,
      act: raiseConcern,
      to: ({ id }) => `/concerns/${id}?done=raised`,
      again: (typed, faults) => showNew(request, reply, typed, faults),
    }),
  )

  const load = async ({ context, params }: FastifyRequest<Params>) =>
    toConcernBody(await readConcern(context, params), await getScheme(context), {
      actor: context.actor,
      now: context.now(),
    })

  app.get<Params>('/concerns/:concernId', { config }, async (request, reply) => {
    const page = toConcernPage(await load(request), request.context.actor.membershipId)
    const { done } = request.query as { done?: string }
    return reply.page('features/safeguarding/pages/concern.njk', {
      ...page,
      done: done === 'raised' ? `It is brought to ${page.who}, who answers by ${page.answerBy ?? 'soon'}.` : undefined,
    })
  })

  /** A step of a concern that is a page of its own, with what may be chosen on it. */
  function step<Form extends z.ZodType>(
    name: 'acknowledge' | 'entries' | 'hand-over' | 'close' | 'reopen',
    form: Form,
    take: (context: Context, input: { concernId: string } & z.output<Form>) => Promise<unknown>,
  ): void {
    async function show(request: FastifyRequest<Params>, reply: FastifyReply, typed: Typed, faults: Faults) {
      const { concernId } = request.params
      const takers = name === 'hand-over' ? await listConcernTakers(request.context, { concernId }) : []
      if (name !== 'hand-over') await readConcernForStep(request.context, { concernId, step: name })
      return reply.page('features/safeguarding/pages/concern-step.njk', {
        title: concernStepTitle(name),
        back: { href: `/concerns/${concernId}`, text: 'The concern' },
        action: `/concerns/${concernId}/${name}`,
        name,
        typed,
        faults,
        outcomes: CONCERN_CHOICES.outcomes,
        takers: takers.map((taker) => ({
          value: taker.membershipId,
          text: `${taker.name}, ${taker.organisationName}`,
        })),
      })
    }
    app.get<Params>(`/concerns/:concernId/${name}`, toStep, (request, reply) => show(request, reply, {}, NO_FAULTS))
    app.post<Params>(`/concerns/:concernId/${name}`, toStep, (request, reply) =>
      answerForm(request, reply, {
        form,
        act: (context, value) => take(context, { ...request.params, ...(value as object) } as never), // the form is the step's own
        to: () => `/concerns/${request.params.concernId}`,
        again: (typed, faults) => show(request, reply, typed, faults),
      }),
    )
  }
  step('acknowledge', NothingForm, acknowledgeConcern)
  step('entries', EntryForm, addEntry)
  step('hand-over', HandOverForm, handOverConcern)
  step('close', CloseForm, closeConcern)
  step('reopen', ReopenForm, reopenConcern)
}
