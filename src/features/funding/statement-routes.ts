import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { answerOnce } from '../../platform/http/once.ts'
import { refusals } from '../../platform/http/problem-answers.ts'
import { writeCsv } from '../../platform/spreadsheets/write-csv.ts'
import {
  MonthQuery,
  PaymentBody,
  QueryBody,
  SendAgainBody,
  StatementBody,
  StatementId,
  StatementsBody,
  StatementsQuery,
  toStatementBody,
  toStatementCells,
} from './statement-contract.ts'
import { answerStatement } from './use-cases/answer-statement.ts'
import { listStatements, listStatementsOfMonth, readStatement } from './use-cases/list-statements.ts'
import { payStatement, sendStatementAgain } from './use-cases/settle-statement.ts'

const KEEPERS = ['team-lead', 'administrator', 'commissioner'] as const
const READERS = [...KEEPERS, 'provider'] as const
const tags = ['Funding']
const ONCE = ['request-in-flight', 'key-used-for-another-request'] as const

/** What groups did each month and are paid for it. No person is in a statement. */
export const statementRoutes: FastifyPluginAsyncZod = async (app) => {
  app.get(
    '/funding-statements',
    {
      config: { access: READERS },
      schema: {
        operationId: 'listFundingStatements',
        tags,
        summary: 'The statements of each month, the latest first; a group reads its own',
        querystring: StatementsQuery,
        response: { 200: StatementsBody, ...refusals() },
      },
    },
    async (request) => {
      const { items, next } = await listStatements(request.context, request.query)
      return { items: items.map(toStatementBody), next }
    },
  )

  app.get(
    '/funding-statements/csv',
    {
      config: { access: KEEPERS },
      schema: {
        operationId: 'downloadFundingStatements',
        tags,
        summary: 'The statements of a month as a table, for whoever pays',
        querystring: MonthQuery,
        response: { 200: z.string().describe('CSV'), ...refusals() },
      },
    },
    async (request, reply) => {
      const rows = await listStatementsOfMonth(request.context, request.query)
      return reply.type('text/csv; charset=utf-8').send(writeCsv(toStatementCells(rows)))
    },
  )

  app.get(
    '/funding-statements/:statementId',
    {
      config: { access: READERS },
      schema: {
        operationId: 'readFundingStatement',
        tags,
        summary: 'One statement',
        params: StatementId,
        response: { 200: StatementBody, ...refusals('not-found') },
      },
    },
    async (request) => toStatementBody(await readStatement(request.context, request.params)),
  )

  app.post(
    '/funding-statements/:statementId/agree',
    {
      config: { access: ['provider'] },
      schema: {
        operationId: 'agreeFundingStatement',
        tags,
        summary: 'The group says that it is right',
        params: StatementId,
        response: { 200: StatementBody, ...refusals('not-found', 'already-done', ...ONCE) },
      },
    },
    (request, reply) =>
      answerOnce(request, reply, (context) => answerStatement(context, { ...request.params, step: 'agree' }), {
        toBody: toStatementBody,
      }),
  )

  app.post(
    '/funding-statements/:statementId/query',
    {
      config: { access: ['provider'] },
      schema: {
        operationId: 'queryFundingStatement',
        tags,
        summary: 'The group says what is not right',
        params: StatementId,
        body: QueryBody,
        response: { 200: StatementBody, ...refusals('not-found', 'already-done', ...ONCE) },
      },
    },
    (request, reply) =>
      answerOnce(
        request,
        reply,
        (context) => answerStatement(context, { ...request.params, ...request.body, step: 'query' }),
        { toBody: toStatementBody },
      ),
  )

  app.post(
    '/funding-statements/:statementId/send-again',
    {
      config: { access: KEEPERS },
      schema: {
        operationId: 'sendFundingStatementAgain',
        tags,
        summary: 'Answer what the group asked, and mail it the link anew',
        params: StatementId,
        body: SendAgainBody,
        response: { 200: StatementBody, ...refusals('not-found', 'step-not-open', ...ONCE) },
      },
    },
    (request, reply) =>
      answerOnce(request, reply, (context) => sendStatementAgain(context, { ...request.params, ...request.body }), {
        toBody: toStatementBody,
      }),
  )

  app.post(
    '/funding-statements/:statementId/pay',
    {
      config: { access: KEEPERS },
      schema: {
        operationId: 'payFundingStatement',
        tags,
        summary: 'Write down that an agreed statement was paid',
        params: StatementId,
        body: PaymentBody,
        response: { 200: StatementBody, ...refusals('not-found', 'step-not-open', ...ONCE) },
      },
    },
    (request, reply) =>
      answerOnce(request, reply, (context) => payStatement(context, { ...request.params, ...request.body }), {
        toBody: toStatementBody,
      }),
  )
}
