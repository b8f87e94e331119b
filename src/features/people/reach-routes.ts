import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { answerOnce, etag, versionToChange } from '../../platform/http/once.ts'
import { PageQuery } from '../../platform/http/paging.ts'
import { refusals } from '../../platform/http/problem-answers.ts'
import { SchemeBody, ToPersonSettings, toSchemeBody } from '../schemes/public.ts'
import { PersonId } from './contract.ts'
import { drawLetters } from './letter-pdf.ts'
import {
  CallAnswer,
  CallDoneBody,
  CallId,
  CallsBody,
  LetterBody,
  LetterId,
  LettersBody,
  LettersQuery,
  PostedBody,
  PrintedBody,
  ReachBody,
  ReachedBody,
  SafeContactAnswer,
  SafeContactBody,
  SheetsBody,
  toCallBody,
  toLetterBody,
  toLetterItem,
  toReachedBody,
} from './reach-contract.ts'
import { finishCall, listCalls } from './use-cases/handle-calls.ts'
import { listLetters } from './use-cases/list-letters.ts'
import { postLetter } from './use-cases/post-letter.ts'
import { printAllLetters, printLetter, readLetter, readLetters } from './use-cases/print-letters.ts'
import { setSafeContact } from './use-cases/set-safe-contact.ts'
import { setToPerson } from './use-cases/set-to-person.ts'
import { writeToPerson } from './use-cases/write-to-person.ts'

const SERVICE = ['advisor', 'team-lead'] as const
const tags = ['Reaching people']
const ONCE = ['request-in-flight', 'key-used-for-another-request'] as const
/** Bytes, which no schema serialises. */
const Pdf = z.any().describe('A PDF')

/** How a person may be reached, what goes to them, and the letters and calls that hands have to do. */
export const reachRoutes: FastifyPluginAsyncZod = async (app) => {
  app.put(
    '/people/:personId/safe-contact',
    {
      config: { access: SERVICE },
      schema: {
        operationId: 'setSafeContact',
        tags,
        summary: 'How to reach the person without doing harm, who must not hear, and whether the address is hidden',
        params: PersonId,
        body: SafeContactBody,
        response: {
          200: SafeContactAnswer,
          ...refusals('not-found', 'not-allowed', 'changed-by-someone-else', 'version-needed'),
        },
      },
    },
    async (request, reply) => {
      const answer = await setSafeContact(request.context, {
        ...request.params,
        ...request.body,
        version: versionToChange(request),
      })
      reply.header('etag', etag(answer.version))
      return answer
    },
  )

  app.put(
    '/scheme/to-person',
    {
      config: { access: ['administrator'] },
      schema: {
        operationId: 'setToPerson',
        tags: ['Scheme'],
        summary: 'Set what goes to a person by itself as their episode goes on',
        body: ToPersonSettings.meta({ id: 'ToPersonSettings' }),
        response: { 200: SchemeBody, ...refusals('changed-by-someone-else', 'version-needed') },
      },
    },
    async (request, reply) => {
      const scheme = await setToPerson(request.context, { toPerson: request.body, version: versionToChange(request) })
      reply.header('etag', etag(scheme.version))
      return toSchemeBody(scheme)
    },
  )

  app.post(
    '/people/:personId/reach',
    {
      config: { access: SERVICE },
      schema: {
        operationId: 'reachPerson',
        tags,
        summary: 'Reach the person the first safe way; when none is open, a task asks for another',
        params: PersonId,
        body: ReachBody,
        response: { 201: ReachedBody, ...refusals('not-found', ...ONCE) },
      },
    },
    (request, reply) =>
      answerOnce(request, reply, (context) => writeToPerson(context, { ...request.params, ...request.body }), {
        status: 201,
        toBody: toReachedBody,
      }),
  )

  app.get(
    '/letters',
    {
      config: { access: SERVICE },
      schema: {
        operationId: 'listLetters',
        tags,
        summary: 'The print queue',
        querystring: LettersQuery,
        response: { 200: LettersBody, ...refusals() },
      },
    },
    async (request) => {
      const { items, next } = await listLetters(request.context, request.query)
      return { items: items.map(toLetterItem), next }
    },
  )

  app.post(
    '/letters/print',
    {
      config: { access: SERVICE },
      schema: {
        operationId: 'printLetters',
        tags,
        summary: 'Take every letter that waits to the printer: they count as printed, and `/letters/sheets` draws them',
        response: { 200: PrintedBody, ...refusals('not-possible', ...ONCE) },
      },
    },
    (request, reply) => answerOnce(request, reply, printAllLetters, { toBody: ({ letterIds }) => ({ letterIds }) }),
  )

  app.post(
    '/letters/sheets',
    {
      config: { access: SERVICE },
      schema: {
        operationId: 'readLetters',
        tags,
        summary: 'Letters in one PDF; nothing counts as printed by it, and what was stopped is left out',
        produces: ['application/pdf'],
        body: SheetsBody,
        response: { 200: Pdf, ...refusals('not-possible') },
      },
    },
    async (request, reply) => {
      const pdf = await drawLetters(await readLetters(request.context, request.body.letterIds))
      reply.type('application/pdf')
      return pdf
    },
  )

  app.get(
    '/letters/:letterId/pdf',
    {
      config: { access: SERVICE },
      schema: {
        operationId: 'readLetter',
        tags,
        summary: 'One letter as a PDF; looking changes nothing',
        produces: ['application/pdf'],
        params: LetterId,
        response: { 200: Pdf, ...refusals('not-found', 'not-allowed', 'not-possible') },
      },
    },
    async (request, reply) => {
      const pdf = await drawLetters(await readLetter(request.context, request.params))
      reply.type('application/pdf')
      return pdf
    },
  )

  app.post(
    '/letters/:letterId/printed',
    {
      config: { access: SERVICE },
      schema: {
        operationId: 'printLetter',
        tags,
        summary: 'Say that a letter is printed; `stopped` when it may not go any more',
        params: LetterId,
        response: { 200: LetterBody, ...refusals('not-found', 'not-allowed', 'step-not-open', ...ONCE) },
      },
    },
    (request, reply) =>
      answerOnce(request, reply, (context) => printLetter(context, request.params), { toBody: toLetterBody }),
  )

  app.post(
    '/letters/:letterId/posted',
    {
      config: { access: SERVICE },
      schema: {
        operationId: 'postLetter',
        tags,
        summary: 'Say that a letter was posted; `stopped` when it may not go any more: take it out of the pile',
        params: LetterId,
        body: PostedBody,
        response: { 200: LetterBody, ...refusals('not-found', 'step-not-open', ...ONCE) },
      },
    },
    (request, reply) =>
      answerOnce(request, reply, (context) => postLetter(context, { ...request.params, ...request.body }), {
        toBody: toLetterBody,
      }),
  )

  app.get(
    '/calls',
    {
      config: { access: SERVICE },
      schema: {
        operationId: 'listCalls',
        tags,
        summary: 'Whom to ring, where, when, and whether a message may be left',
        querystring: PageQuery,
        response: { 200: CallsBody, ...refusals() },
      },
    },
    async (request) => {
      const { items, next } = await listCalls(request.context, request.query)
      return { items: items.map(toCallBody), next }
    },
  )

  app.post(
    '/calls/:callId/done',
    {
      config: { access: SERVICE },
      schema: {
        operationId: 'finishCall',
        tags,
        summary: 'Say what came of a call; when nobody answered, a task asks for another way',
        params: CallId,
        body: CallDoneBody,
        response: { 200: CallAnswer, ...refusals('not-found', 'step-not-open', ...ONCE) },
      },
    },
    (request, reply) =>
      answerOnce(request, reply, (context) => finishCall(context, { ...request.params, ...request.body }), {
        toBody: ({ id, status }) => ({ id, status }),
      }),
  )
}
