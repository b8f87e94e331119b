import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { answerOnce } from '../../platform/http/once.ts'
import { refusals } from '../../platform/http/problem-answers.ts'
import { MeetingAnswer, MeetingBody, MeetingMonth, MeetingQuery, NameBody, toMeetingAnswer } from './contract.ts'
import { riskListRoutes } from './risk-list-routes.ts'
import { closeMeeting } from './use-cases/close-meeting.ts'
import { nameInMeeting } from './use-cases/name-in-meeting.ts'
import { readMeeting } from './use-cases/read-meeting.ts'
import { saveMeeting } from './use-cases/save-meeting.ts'

const config = { access: ['referrer'] } as const
const tags = ['Meetings']
const ONCE = ['request-in-flight', 'key-used-for-another-request'] as const

const SavedBody = z.object({ month: MeetingMonth }).meta({ id: 'SavedMeeting' })
const NamedBody = z
  .object({ month: MeetingMonth, referralId: z.uuid(), isAdded: z.boolean() })
  .meta({ id: 'NamedInMeeting' })
const ClosedBody = z
  .object({ month: MeetingMonth, tasks: z.int().describe('How many decisions became tasks') })
  .meta({ id: 'ClosedMeeting' })

/** The monthly case-management meeting of a practice or a team. */
export const meetingApi: FastifyPluginAsyncZod = async (app) => {
  await app.register(riskListRoutes)

  app.get(
    '/meetings',
    {
      config,
      schema: {
        operationId: 'readMeeting',
        tags,
        summary: 'Whom the meeting of a month talks about, and what it has decided',
        querystring: MeetingQuery,
        response: { 200: MeetingAnswer, ...refusals() },
      },
    },
    async (request) => toMeetingAnswer(await readMeeting(request.context, request.query), request.context.today()),
  )

  app.post(
    '/meetings',
    {
      config,
      schema: {
        operationId: 'saveMeeting',
        tags,
        summary: 'Keep what the meeting of this month has decided so far; a decision with empty words is taken away',
        body: MeetingBody,
        response: { 200: SavedBody, ...refusals('step-not-open', ...ONCE) },
      },
    },
    (request, reply) => answerOnce(request, reply, (context) => saveMeeting(context, request.body)),
  )

  app.post(
    '/meetings/names',
    {
      config,
      schema: {
        operationId: 'nameInMeeting',
        tags,
        summary: 'Add a name to the agenda of this month, or leave one out; what was decided so far is kept with it',
        body: NameBody,
        response: { 200: NamedBody, ...refusals('step-not-open', 'not-possible', ...ONCE) },
      },
    },
    (request, reply) => answerOnce(request, reply, (context) => nameInMeeting(context, request.body)),
  )

  app.post(
    '/meetings/close',
    {
      config,
      schema: {
        operationId: 'closeMeeting',
        tags,
        summary: 'Close the meeting of this month: each decision becomes a task',
        body: MeetingBody,
        response: { 200: ClosedBody, ...refusals('step-not-open', ...ONCE) },
      },
    },
    (request, reply) => answerOnce(request, reply, (context) => closeMeeting(context, request.body)),
  )
}
