import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { answerOnce } from '../../platform/http/once.ts'
import { refusals } from '../../platform/http/problem-answers.ts'
import { writeCsv } from '../../platform/spreadsheets/write-csv.ts'
import { ReferralId } from '../referrals/public.ts'
import {
  CaseloadBody,
  CaseloadQuery,
  GapsBody,
  OwnNoteBody,
  TakeCaseloadBody,
  toCaseloadItem,
  toGapsBody,
} from './contract.ts'
import { listCaseload } from './use-cases/list-caseload.ts'
import { listGaps } from './use-cases/list-gaps.ts'
import { takeCaseloadOut } from './use-cases/take-caseload-out.ts'
import { writeOwnNote } from './use-cases/write-own-note.ts'
import { toCells } from './view-models.ts'

const SERVICE = ['advisor', 'team-lead'] as const
const tags = ['Caseload']

export const caseloadApi: FastifyPluginAsyncZod = async (app) => {
  app.get(
    '/caseload',
    {
      config: { access: SERVICE },
      schema: {
        operationId: 'listCaseload',
        tags,
        summary: 'Open referrals with the contacts around them and my own words, sorted by any column',
        querystring: CaseloadQuery,
        response: { 200: CaseloadBody, ...refusals() },
      },
    },
    async (request) => {
      const { context } = request
      const { items, next } = await listCaseload(context, request.query)
      return { items: items.map((line) => toCaseloadItem(line, context)), next }
    },
  )

  app.get(
    '/caseload/gaps',
    {
      config: { access: SERVICE },
      schema: {
        operationId: 'listCaseloadGaps',
        tags,
        summary:
          'How many open referrals lack what their worker can mend: for each worker to a lead, my own to a worker',
        response: { 200: GapsBody, ...refusals() },
      },
    },
    async (request) => toGapsBody(await listGaps(request.context)),
  )

  app.post(
    '/caseload/csv',
    {
      config: { access: SERVICE },
      schema: {
        operationId: 'takeCaseloadOut',
        tags,
        summary: 'The same list, all its pages, as CSV, with the reason why it leaves the system',
        body: TakeCaseloadBody,
        response: { 200: z.string().describe('CSV as Excel opens it'), ...refusals('not-possible') },
      },
    },
    async (request, reply) => {
      const { context } = request
      const items = (await takeCaseloadOut(context, request.body)).map((line) => toCaseloadItem(line, context))
      return reply.type('text/csv; charset=utf-8').send(writeCsv(toCells(items, context.today())))
    },
  )

  app.post(
    '/referrals/:referralId/own-note',
    {
      config: { access: SERVICE },
      schema: {
        operationId: 'writeOwnNote',
        tags,
        summary: 'Write beside a line of the caseload what I want to remember: mine alone, no part of the record',
        params: ReferralId,
        body: OwnNoteBody,
        response: { 200: OwnNoteBody.required(), ...refusals('not-found') },
      },
    },
    (request, reply) =>
      answerOnce(request, reply, (context) => writeOwnNote(context, { ...request.params, ...request.body }), {
        toBody: (words) => words,
      }),
  )
}
