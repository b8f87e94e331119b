import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { PROBLEMS, Refusal } from '../../platform/problems.ts'
import { type Faults, NO_FAULTS, readForm, toFaults, typedIn } from '../../platform/web/forms.ts'
import { AnswerForm, TokenForm } from './forms.ts'
import { toStatementByLinkBody } from './statement-contract.ts'
import { STATEMENT_PAGE } from './statement-mail.ts'
import { toStatementShown } from './statement-view-models.ts'
import { answerStatementByLink } from './use-cases/answer-statement.ts'
import { openStatementLink } from './use-cases/open-statement-link.ts'

const config = { access: 'public' } as const

/**
 * A statement without signing in. Opening the link does nothing, because whatever scans mail opens it too: the code stands
 * behind the sign #, which browsers send to nobody, and a button shows what it opens. Only an answer changes anything.
 */
export async function statementLinkPageRoutes(app: FastifyInstance): Promise<void> {
  const enter = (reply: FastifyReply, faults: Faults, typed = {}) =>
    reply.page('features/funding/pages/statement-link.njk', { title: 'Your monthly statement', typed, faults })

  async function show(reply: FastifyReply, token: string, { faults = NO_FAULTS, done = '', typed = {} }) {
    const { statement } = await openStatementLink(app, token)
    const shown = toStatementShown(toStatementByLinkBody(statement))
    const page = { ...shown, shown: true, token, faults, typed, ...(done === '' ? {} : { done }) }
    return reply.page('features/funding/pages/statement-link.njk', page)
  }

  /** Whatever is wrong with a link is said in one way. */
  async function withToken(
    request: FastifyRequest,
    reply: FastifyReply,
    act: (token: string) => Promise<FastifyReply>,
  ) {
    const { token: typed } = typedIn(request)
    const read = readForm(TokenForm, { token: typed })
    if (!read.isRight) return enter(reply.code(400), read.faults, { token: typed })
    try {
      return await act(read.value.token)
    } catch (error) {
      if (!(error instanceof Refusal) || error.problem !== 'link-over') throw error
      return enter(reply.code(PROBLEMS['link-over'].status), toFaults([], error.message))
    }
  }

  app.get(STATEMENT_PAGE, { config }, (_request, reply) => enter(reply, NO_FAULTS))

  app.post(`${STATEMENT_PAGE}/look`, { config }, (request, reply) =>
    withToken(request, reply, (token) => show(reply, token, {})),
  )

  app.post(STATEMENT_PAGE, { config }, (request, reply) =>
    withToken(request, reply, async (token) => {
      const { system, statement } = await openStatementLink(app, token)
      const { token: _, ...typed } = typedIn(request)
      const read = readForm(AnswerForm, typed)
      if (!read.isRight) return show(reply.code(400), token, { faults: read.faults, typed })
      const { answer, words = '' } = read.value
      try {
        await answerStatementByLink(system, {
          statementId: statement.id,
          ...(answer === 'agree' ? { step: answer } : { step: answer, words }),
        })
      } catch (error) {
        if (!(error instanceof Refusal) || error.problem !== 'already-done') throw error
        return show(reply.code(409), token, { faults: toFaults([], error.message) })
      }
      return show(reply, token, { done: 'Thank you. Your answer is written down, and the payer reads it.' })
    }),
  )
}
