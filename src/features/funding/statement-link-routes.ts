import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { refusals } from '../../platform/http/problem-answers.ts'
import {
  QueryByLinkBody,
  StatementByLinkBody,
  StatementTokenBody,
  toStatementByLinkBody,
} from './statement-contract.ts'
import { answerStatementByLink } from './use-cases/answer-statement.ts'
import { openStatementLink } from './use-cases/open-statement-link.ts'

const tags = ['Funding']

/** A group's statement without signing in, by the link that was mailed to it. */
export const statementLinkRoutes: FastifyPluginAsyncZod = async (app) => {
  app.post(
    '/links/statement/look',
    {
      config: { access: 'public', changesNothing: true },
      schema: {
        operationId: 'lookAtStatementByLink',
        tags,
        summary: 'What a link to a statement opens; it does nothing',
        body: StatementTokenBody,
        response: { 200: StatementByLinkBody, ...refusals('link-over') },
      },
    },
    async (request) => toStatementByLinkBody((await openStatementLink(app, request.body.token)).statement),
  )

  app.post(
    '/links/statement/agree',
    {
      config: { access: 'public' },
      schema: {
        operationId: 'agreeStatementByLink',
        tags,
        summary: 'Say by link that the statement is right; once',
        body: StatementTokenBody,
        response: { 200: StatementByLinkBody, ...refusals('link-over', 'already-done') },
      },
    },
    async (request) => {
      const { system, statement } = await openStatementLink(app, request.body.token)
      return toStatementByLinkBody(await answerStatementByLink(system, { statementId: statement.id, step: 'agree' }))
    },
  )

  app.post(
    '/links/statement/query',
    {
      config: { access: 'public' },
      schema: {
        operationId: 'queryStatementByLink',
        tags,
        summary: 'Say by link what is not right about the statement',
        body: QueryByLinkBody,
        response: { 200: StatementByLinkBody, ...refusals('link-over', 'already-done') },
      },
    },
    async (request) => {
      const { system, statement } = await openStatementLink(app, request.body.token)
      const { words } = request.body
      return toStatementByLinkBody(
        await answerStatementByLink(system, { statementId: statement.id, step: 'query', words }),
      )
    },
  )
}
