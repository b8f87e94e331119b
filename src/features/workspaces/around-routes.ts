import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { Refusal } from '../../platform/problems.ts'
import { answerForm, type Faults, NO_FAULTS, NothingForm, type Typed } from '../../platform/web/forms.ts'
import { addRelatedPerson, amendRelatedPerson, endRelatedPerson, readPerson } from '../people/public.ts'
import { answerConsent } from '../withdrawals/public.ts'
import { agreedOf, consentForm, relatedForm } from './around-forms.ts'
import { toAroundPage, toConsentsPage, toRelatedPage } from './around-view-models.ts'

const config = { access: ['referrer', 'advisor', 'team-lead'] } as const
type OfPerson = { Params: { personId: string } }
type OfRelated = { Params: { personId: string; relatedPersonId: string } }

/** The field in which the yes of the person is asked for. */
const fieldOf = (pointer: string): string | undefined =>
  pointer.startsWith('#/agreed') ? 'agreedOn' : pointer.split('/').at(-1)

/** Who is around a person and what each may be told; and what the person agreed to. */
export async function aroundRoutes(app: FastifyInstance): Promise<void> {
  const doneOf = ({ query }: FastifyRequest) => (query as { done?: string }).done

  async function showAround(request: FastifyRequest<OfPerson>, reply: FastifyReply, typed: Typed, faults: Faults) {
    const person = await readPerson(request.context, request.params)
    return reply.page(
      'features/workspaces/pages/around.njk',
      toAroundPage({ person, typed, faults, done: doneOf(request) }),
    )
  }
  app.get<OfPerson>('/people/:personId/around', { config }, (request, reply) =>
    showAround(request, reply, {}, NO_FAULTS),
  )
  app.post<OfPerson>('/people/:personId/around', { config }, (request, reply) =>
    answerForm(request, reply, {
      form: relatedForm(request.context.today()),
      act: (context, value) => {
        const { agreedOn: _on, agreedHow: _how, livesWith, ...related } = value
        return addRelatedPerson(context, {
          ...request.params,
          related: { ...related, agreed: agreedOf(value), livesWith: toBoolean(livesWith) },
        })
      },
      to: () => `/people/${request.params.personId}/around?done=added`,
      again: (typed, faults) => showAround(request, reply, typed, faults),
      fieldOf,
    }),
  )

  async function showRelated(
    request: FastifyRequest<OfRelated>,
    reply: FastifyReply,
    given: { typed?: Typed; faults: Faults },
  ) {
    const person = await readPerson(request.context, request.params)
    const related = person.relatedPeople.find(({ id }) => id === request.params.relatedPersonId)
    if (related === undefined) throw new Refusal('not-found')
    return reply.page('features/workspaces/pages/related.njk', toRelatedPage({ person, related, ...given }))
  }
  app.get<OfRelated>('/people/:personId/around/:relatedPersonId', { config }, (request, reply) =>
    showRelated(request, reply, { faults: NO_FAULTS }),
  )
  app.post<OfRelated>('/people/:personId/around/:relatedPersonId', { config }, (request, reply) =>
    answerForm(request, reply, {
      form: relatedForm(request.context.today()).extend({ version: z.coerce.number().int() }),
      act: (context, value) => {
        const { version, agreedOn: _on, agreedHow: _how, livesWith, relationship, phone, callerWord, ...plain } = value
        return amendRelatedPerson(context, {
          ...request.params,
          version,
          patch: {
            ...plain,
            relationship: relationship ?? null,
            phone: phone ?? null,
            livesWith: toBoolean(livesWith) ?? null,
            // An empty box leaves the word as it is: it is never shown, so nobody could keep it otherwise.
            ...(callerWord === undefined ? {} : { callerWord }),
            agreed: agreedOf(value),
          },
        })
      },
      to: () => `/people/${request.params.personId}/around?done=changed`,
      again: (typed, faults) => showRelated(request, reply, { typed, faults }),
      fieldOf,
    }),
  )
  app.post<OfRelated>('/people/:personId/around/:relatedPersonId/end', { config }, (request, reply) =>
    answerForm(request, reply, {
      form: NothingForm,
      act: (context) => endRelatedPerson(context, request.params),
      to: () => `/people/${request.params.personId}/around?done=ended`,
      again: (typed, faults) => showRelated(request, reply, { typed, faults }),
    }),
  )

  async function showConsents(request: FastifyRequest<OfPerson>, reply: FastifyReply, typed: Typed, faults: Faults) {
    const person = await readPerson(request.context, request.params)
    return reply.page(
      'features/workspaces/pages/consents.njk',
      toConsentsPage({ person, typed, faults, done: doneOf(request) }),
    )
  }
  app.get<OfPerson>('/people/:personId/consents', { config }, (request, reply) =>
    showConsents(request, reply, {}, NO_FAULTS),
  )
  app.post<OfPerson>('/people/:personId/consents', { config }, (request, reply) =>
    answerForm(request, reply, {
      form: consentForm(request.context.today()),
      act: (context, consent) => answerConsent(context, { ...request.params, ...consent }),
      to: ({ withdrawal }) =>
        `/people/${request.params.personId}/consents?done=${withdrawal === null ? 'answered' : 'stopped'}`,
      again: (typed, faults) => showConsents(request, reply, typed, faults),
    }),
  )
}

const toBoolean = (answer: 'yes' | 'no' | undefined): boolean | undefined =>
  answer === undefined ? undefined : answer === 'yes'
