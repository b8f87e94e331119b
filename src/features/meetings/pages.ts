import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { monthOf } from '../../platform/clock.ts'
import { answerForm, type Faults, NO_FAULTS, readForm, type Typed, typedIn } from '../../platform/web/forms.ts'
import { MeetingMonth, toMeetingAnswer } from './contract.ts'
import { fieldOfMeeting, MeetingForm } from './forms.ts'
import { riskListPageRoutes } from './risk-list-page-routes.ts'
import { closeMeeting } from './use-cases/close-meeting.ts'
import { nameInMeeting } from './use-cases/name-in-meeting.ts'
import { readMeeting } from './use-cases/read-meeting.ts'
import { saveMeeting } from './use-cases/save-meeting.ts'
import { toMeetingPage } from './view-models.ts'

const Shown = z.object({
  month: MeetingMonth.optional().catch(undefined),
  room: z.literal('yes').optional().catch(undefined),
  done: z.enum(['saved', 'closed', 'named']).optional().catch(undefined),
})

/** A page on the screen of the room stays the version for the room, whatever is pressed there and whatever is wrong with it. */
const isForTheRoom = (request: FastifyRequest): boolean =>
  Shown.parse(request.method === 'POST' ? typedIn(request) : request.query).room !== undefined

const hrefOf = (request: FastifyRequest, done: 'saved' | 'closed' | 'named'): string =>
  `/meetings?${isForTheRoom(request) ? 'room=yes&' : ''}done=${done}`

/** The monthly meeting of a practice or a team: one page to go through, to type on, and to print. */
export async function meetingPages(app: FastifyInstance): Promise<void> {
  await riskListPageRoutes(app)
  const config = { access: ['referrer'] } as const

  async function show(request: FastifyRequest, reply: FastifyReply, typed: Typed | undefined, faults: Faults) {
    const { context } = request
    const { month, done } = Shown.parse(request.query)
    const today = context.today()
    const meeting = await readMeeting(context, { month: month ?? monthOf(today) })
    const { organisationName } = context.actor
    return reply.page(
      'features/meetings/pages/meeting.njk',
      toMeetingPage({
        meeting: toMeetingAnswer(meeting, today),
        organisationName,
        room: isForTheRoom(request),
        typed,
        faults,
        done,
        today,
      }),
    )
  }

  app.get('/meetings', { config }, (request, reply) => show(request, reply, undefined, NO_FAULTS))

  /** Pressed by somebody, or by the page itself while they type: then there is nothing to show. */
  app.post('/meetings', { config }, async (request, reply) => {
    if (request.headers['x-by-itself'] !== undefined) {
      const read = readForm(MeetingForm, typedIn(request))
      if (read.isRight) await saveMeeting(request.context, read.value)
      return reply.code(read.isRight ? 204 : 400).send()
    }
    return answerForm(request, reply, {
      form: MeetingForm,
      act: (context, input) => saveMeeting(context, input),
      to: () => hrefOf(request, 'saved'),
      fieldOf: fieldOfMeeting(typedIn(request)),
      again: (typed, faults) => show(request, reply, typed, faults),
    })
  })

  /** Of a button beside a name, or the box for a reference; the rest of the form is kept with it. */
  app.post('/meetings/names', { config }, (request, reply) => {
    const { leaveOut, bringBack, reference } = typedIn(request)
    const { data: referralId } = z.uuid().safeParse([leaveOut ?? bringBack].flat()[0])
    const named = referralId === undefined ? { reference: [reference].flat()[0] ?? '' } : { referralId }
    return answerForm(request, reply, {
      form: MeetingForm,
      act: (context, minutes) => nameInMeeting(context, { ...minutes, ...named, isAdded: leaveOut === undefined }),
      to: () => hrefOf(request, 'named'),
      fieldOf: fieldOfMeeting(typedIn(request)),
      again: (typed, faults) => show(request, reply, typed, faults),
    })
  })

  app.post('/meetings/close', { config }, (request, reply) =>
    answerForm(request, reply, {
      form: MeetingForm,
      act: (context, input) => closeMeeting(context, input),
      to: () => hrefOf(request, 'closed'),
      fieldOf: fieldOfMeeting(typedIn(request)),
      again: (typed, faults) => show(request, reply, typed, faults),
    }),
  )
}
