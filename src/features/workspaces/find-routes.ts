import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { postcodeDistrict } from '../../platform/postcode.ts'
import { Refusal } from '../../platform/problems.ts'
import { answerForm, type Faults, NO_FAULTS, readForm, type Typed, typedIn } from '../../platform/web/forms.ts'
import { checkCaller, keepCall, listCalls, normaliseNhsNumber, readPerson, searchPeople } from '../people/public.ts'
import { listReferrals, parseReference, sayPerson } from '../referrals/public.ts'
import { readSought, type Sought } from './find.ts'
import { CallerForm, CallForm, findForm } from './find-forms.ts'
import { type FoundLine, toFindPage, toRingingPage } from './find-view-models.ts'

const config = { access: ['referrer', 'advisor', 'team-lead'] } as const
type OfPerson = { Params: { personId: string } }

/** Somebody is at the desk or on the telephone: find them, and know what may be said to whoever rings about them. */
export async function findRoutes(app: FastifyInstance): Promise<void> {
  const showFind = (reply: FastifyReply, given: Parameters<typeof toFindPage>[0]) =>
    reply.page('features/workspaces/pages/find.njk', toFindPage(given))

  app.get('/find', { config }, (_request, reply) =>
    showFind(reply, { typed: {}, faults: NO_FAULTS, found: undefined, isClosed: false }),
  )

  // Nothing of what was looked for stands in an address: the answer to the form is the page.
  app.post('/find', { config }, async (request, reply) => {
    const typed = typedIn(request)
    const again = (faults: Faults) => {
      reply.code(400)
      return showFind(reply, { typed, faults, found: undefined, isClosed: false })
    }
    const read = readForm(findForm(request.context.today()), typed)
    if (!read.isRight) return again(read.faults)
    const sought = readSought(read.value.sought, { parseReference, normaliseNhsNumber })
    const text = 'Check the NHS number: a digit is wrong or missing'
    if (sought === undefined) return again({ list: [{ text, href: '#sought' }], of: { sought: text } })
    const found = await find(request, sought, read.value.bornOn).catch(toFault)
    if ('fault' in found) return again({ list: [{ text: found.fault, href: '#sought' }], of: { sought: found.fault } })
    const { lines, isClosed } = found
    return showFind(reply, { typed, faults: NO_FAULTS, found: lines, isClosed })
  })

  async function showRinging(
    request: FastifyRequest<OfPerson>,
    reply: FastifyReply,
    given: { typed?: Typed; faults?: Faults; verdict?: Awaited<ReturnType<typeof checkCaller>> } = {},
  ) {
    const { context, params } = request
    const [person, calls] = await Promise.all([
      readPerson(context, params),
      listCalls(context, { ...params, limit: 5 }),
    ])
    return reply.page(
      'features/workspaces/pages/ringing.njk',
      toRingingPage({
        person,
        calls: calls.items,
        verdict: given.verdict,
        typed: given.typed ?? {},
        faults: given.faults ?? NO_FAULTS,
        done: (request.query as { done?: string }).done,
      }),
    )
  }

  app.get<OfPerson>('/people/:personId/ringing', { config }, (request, reply) => showRinging(request, reply))

  app.post<OfPerson>('/people/:personId/ringing', { config }, async (request, reply) => {
    const typed = typedIn(request)
    const read = readForm(CallerForm, typed)
    if (!read.isRight) {
      reply.code(400)
      return showRinging(request, reply, { typed, faults: read.faults })
    }
    const { who, name, word } = read.value
    const caller = who === undefined || who === 'other' ? { name: name ?? '' } : { relatedPersonId: who }
    const verdict = await checkCaller(request.context, { ...request.params, ...caller, word })
    return showRinging(request, reply, { typed, verdict })
  })

  app.post<OfPerson>('/people/:personId/calls', { config }, (request, reply) =>
    answerForm(request, reply, {
      form: CallForm,
      act: (context, { who, inConfidence, ...call }) =>
        keepCall(context, {
          ...request.params,
          ...call,
          relatedPersonId: who,
          inConfidence: inConfidence === 'yes',
        }),
      to: () => `/people/${request.params.personId}/ringing?done=kept`,
      again: (typed, faults) => showRinging(request, reply, { typed, faults }),
    }),
  )
}

/** What somebody typed of a name was too little to look for. */
function toFault(error: unknown): { fault: string } {
  if (error instanceof Refusal && error.problem === 'invalid-request')
    return { fault: error.errors[0]?.detail ?? error.message }
  throw error
}

async function find(
  { context }: FastifyRequest,
  sought: Sought,
  bornOn: string | undefined,
): Promise<{ lines: FoundLine[]; isClosed: boolean }> {
  if ('reference' in sought) {
    const { items } = await listReferrals(context, {
      ...sought,
      status: 'open',
      owner: 'anyone',
      overdue: false,
      limit: 1,
    })
    const lines = items.map(({ id, reference, personId, givenName, familyName, bornOn: born, postcode }) => ({
      personId,
      name: sayPerson({ givenName, familyName }),
      bornOn: born,
      district: postcode === null ? undefined : postcodeDistrict(postcode),
      referral: { id, reference },
    }))
    return { lines, isClosed: false }
  }
  try {
    const { items, closedIds } = await searchPeople(context, { ...sought, bornOn, limit: 25 })
    const lines = items.map(({ id, bornOn: born, postcode, ...person }) => ({
      personId: id,
      name: sayPerson(person),
      bornOn: born,
      district: postcode === null ? undefined : postcodeDistrict(postcode),
      referral: undefined,
    }))
    return { lines, isClosed: closedIds.length > 0 }
  } catch (error) {
    if (error instanceof Refusal && error.problem === 'not-found') return { lines: [], isClosed: false }
    throw error
  }
}
