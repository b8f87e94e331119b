import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { addMonths, monthOf, sayMonth } from '../../platform/clock.ts'
import { writeCsv } from '../../platform/spreadsheets/write-csv.ts'
import { answerForm, type Faults, NO_FAULTS, type Typed } from '../../platform/web/forms.ts'
import { AnswerForm, paymentForm, SendAgainForm } from './forms.ts'
import { answersStatement, keepsFunding } from './policy.ts'
import { StatementMonth, toStatementBody, toStatementCells } from './statement-contract.ts'
import { toStatementPage, toStatementRow } from './statement-view-models.ts'
import { answerStatement } from './use-cases/answer-statement.ts'
import { listStatements, listStatementsOfMonth, readStatement } from './use-cases/list-statements.ts'
import { payStatement, sendStatementAgain } from './use-cases/settle-statement.ts'

const KEEPERS = { access: ['team-lead', 'administrator', 'commissioner'] } as const
const READERS = { access: [...KEEPERS.access, 'provider'] } as const
type Of = { Params: { statementId: string } }

const Shown = z.object({
  month: StatementMonth.optional().catch(undefined),
  after: z.string().optional().catch(undefined),
  done: z.string().optional().catch(undefined),
})
const DONE: Record<string, string> = {
  answered: 'Your answer is written down. The payer reads it.',
  paid: 'The payment is written down.',
  sent: 'The link is on its way to the group.',
}
const SHOWN = 50
const MONTHS_TO_CHOOSE = 6

/** What groups did each month, whether they agree, and when they were paid. */
export async function statementPageRoutes(app: FastifyInstance): Promise<void> {
  app.get('/statements', { config: READERS }, async ({ context, query }, reply) => {
    const { month, after } = Shown.parse(query)
    const { items, next } = await listStatements(context, { month, limit: SHOWN, after })
    const last = addMonths(monthOf(context.today()), -1)
    const ofMonth = month === undefined ? '' : `month=${month}&`
    return reply.page('features/funding/pages/statements.njk', {
      title: month === undefined ? 'Monthly statements' : `Statements of ${sayMonth(month)}`,
      rows: items.map((statement) => toStatementRow(toStatementBody(statement))),
      months: Array.from({ length: MONTHS_TO_CHOOSE }, (_, back) => addMonths(last, -back)).map((one) => ({
        text: sayMonth(one),
        href: `/statements?month=${one}`,
        current: one === month,
      })),
      more: next === null ? undefined : `/statements?${ofMonth}after=${encodeURIComponent(next)}`,
      download: keepsFunding(context.actor) ? `/statements/download?month=${month ?? last}` : undefined,
      downloadText: `The table of ${sayMonth(month ?? last)} for whoever pays (CSV)`,
    })
  })

  app.get('/statements/download', { config: KEEPERS }, async ({ context, query }, reply) => {
    const month = Shown.parse(query).month ?? addMonths(monthOf(context.today()), -1)
    const rows = await listStatementsOfMonth(context, { month })
    return reply
      .type('text/csv; charset=utf-8')
      .header('cache-control', 'no-store')
      .header('content-disposition', `attachment; filename="statements-${month}.csv"`)
      .send(writeCsv(toStatementCells(rows)))
  })

  async function show(request: FastifyRequest<Of>, reply: FastifyReply, typed: Typed, faults: Faults) {
    const { context, params, query } = request
    const statement = await readStatement(context, params)
    const reader = { isGroup: answersStatement(context.actor, statement), mayKeep: keepsFunding(context.actor) }
    return reply.page('features/funding/pages/statement.njk', {
      ...toStatementPage(toStatementBody(statement), reader),
      back: { href: '/statements', text: 'Monthly statements' },
      done: faults.list.length === 0 ? DONE[Shown.parse(query).done ?? ''] : undefined,
      typed,
      faults,
    })
  }
  app.get<Of>('/statements/:statementId', { config: READERS }, (request, reply) => show(request, reply, {}, NO_FAULTS))
  app.post<Of>('/statements/:statementId/answer', { config: { access: ['provider'] } }, (request, reply) =>
    answerForm(request, reply, {
      form: AnswerForm,
      act: (context, { answer, words = '' }) =>
        answerStatement(context, {
          ...request.params,
          ...(answer === 'agree' ? { step: answer } : { step: answer, words }),
        }),
      to: ({ id }) => `/statements/${id}?done=answered`,
      again: (typed, faults) => show(request, reply, typed, faults),
    }),
  )
  app.post<Of>('/statements/:statementId/pay', { config: KEEPERS }, (request, reply) =>
    answerForm(request, reply, {
      form: paymentForm(request.context.today()),
      act: (context, paid) => payStatement(context, { ...request.params, ...paid }),
      to: ({ id }) => `/statements/${id}?done=paid`,
      again: (typed, faults) => show(request, reply, typed, faults),
    }),
  )
  app.post<Of>('/statements/:statementId/send-again', { config: KEEPERS }, (request, reply) =>
    answerForm(request, reply, {
      form: SendAgainForm,
      act: (context, { reply: answer }) => sendStatementAgain(context, { ...request.params, answer }),
      to: ({ id }) => `/statements/${id}?done=sent`,
      fieldOf: () => 'reply',
      again: (typed, faults) => show(request, reply, typed, faults),
    }),
  )
}
