import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { Refusal } from '../../platform/problems.ts'
import { answerForm, type Faults, NO_FAULTS, type Typed } from '../../platform/web/forms.ts'
import { sayInstant, sayShortDay } from '../../platform/web/words.ts'
import { ENQUIRY_OUTCOMES, toEnquiryBody } from './enquiry-contract.ts'
import { endEnquiry } from './use-cases/end-enquiry.ts'
import { listEnquiries } from './use-cases/list-enquiries.ts'
import { takeEnquiry } from './use-cases/take-enquiry.ts'

const config = { access: ['advisor', 'team-lead'] } as const

/** They delete themselves after a month, so there are never many. */
const SHOWN = 100

const words = (todo: string, most: number) =>
  z.string({ error: todo }).trim().max(most, `Shorten this to ${most} characters`)
const EnquiryForm = z.object({
  whoRang: words('Enter who rang, and what they are to the person', 200),
  ringBack: words('Enter how to reach whoever rang', 200),
  personName: words('Enter the name of the person, as it was said', 200),
  about: words('Enter what it is about', 1_000),
})
const EndForm = z.object({ outcome: z.enum(ENQUIRY_OUTCOMES, { error: 'Select what came of it' }) })

const OUTCOMES: Record<(typeof ENQUIRY_OUTCOMES)[number], string> = {
  'person-said-no': 'The person said no',
  'could-not-be-reached': 'The person could not be reached',
  'told-where-to-go': 'They were told where to go instead',
  'taken-by-mistake': 'It was taken by mistake',
}

/** Somebody rang about somebody who has not been asked yet: ring back, ask the person, and refer them with their yes. */
export async function enquiryPageRoutes(app: FastifyInstance): Promise<void> {
  async function show(request: FastifyRequest, reply: FastifyReply, typed: Typed, faults: Faults, enquiryId?: string) {
    const { items } = await listEnquiries(request.context, { limit: SHOWN })
    if (enquiryId !== undefined && !items.some(({ id }) => id === enquiryId)) throw new Refusal('not-found')
    const { done } = request.query as { done?: string }
    return reply.page('features/referrals/pages/enquiries.njk', {
      title: 'Enquiries',
      done: done === 'taken' ? 'It is kept, and stands on the list of calls to make.' : done && 'It is gone.',
      rows: items.map(toEnquiryBody).map(({ id, takenAt, expiresOn, ...enquiry }) => ({
        ...enquiry,
        id,
        taken: sayInstant(new Date(takenAt)),
        goes: sayShortDay(expiresOn),
        refer: `/refer?enquiry=${id}`,
      })),
      outcomes: [
        { value: '', text: 'What came of it?' },
        ...Object.entries(OUTCOMES).map(([value, text]) => ({ value, text })),
      ],
      typed,
      faults,
    })
  }

  app.get('/enquiries', { config }, (request, reply) => show(request, reply, {}, NO_FAULTS))
  app.post('/enquiries', { config }, (request, reply) =>
    answerForm(request, reply, {
      form: EnquiryForm,
      act: takeEnquiry,
      to: () => '/enquiries?done=taken',
      again: (typed, faults) => show(request, reply, typed, faults),
    }),
  )
  app.post<{ Params: { enquiryId: string } }>('/enquiries/:enquiryId/end', { config }, (request, reply) =>
    answerForm(request, reply, {
      form: EndForm,
      act: (context, { outcome }) => endEnquiry(context, { ...request.params, outcome }),
      to: () => '/enquiries?done=ended',
      again: (_typed, faults) => show(request, reply, {}, faults, request.params.enquiryId),
    }),
  )
}
