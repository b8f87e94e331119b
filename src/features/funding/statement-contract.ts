import { z } from 'zod'
import { isMonth, sayMonth, todayInEngland } from '../../platform/clock.ts'
import { PageQuery, pageOf } from '../../platform/http/paging.ts'
import { toDecimal } from '../../platform/money.ts'
import { FUNDING_KINDS } from './kinds.ts'
import { STATEMENT_STATUSES } from './lifecycle.ts'
import type { StatementView } from './store/statements.ts'

export const StatementId = z.object({ statementId: z.uuid() })
export const StatementMonth = z.string().refine(isMonth, 'Enter a month like 2026-03')
export const MonthQuery = z.strictObject({ month: StatementMonth })
export const StatementsQuery = PageQuery.extend({
  month: StatementMonth.optional(),
  status: z.enum(STATEMENT_STATUSES).optional(),
})

const Words = z.string().trim().min(1, 'Say what is not right').max(1_000)
const Token = z.string().min(1).max(400)
export const QueryBody = z.strictObject({ words: Words }).meta({ id: 'StatementQuery' })
export const SendAgainBody = z
  .strictObject({
    answer: z.string().trim().min(1).max(1_000).optional().describe('The answer to what the group asked'),
  })
  .meta({ id: 'StatementAnswer' })
export const PaymentBody = z
  .strictObject({
    on: z.iso.date().describe('The day it was paid'),
    reference: z.string().trim().min(1, 'Enter the reference of the payment').max(100),
  })
  .meta({ id: 'StatementPayment' })
export const StatementTokenBody = z.strictObject({ token: Token }).meta({ id: 'StatementLink' })
export const QueryByLinkBody = z.strictObject({ token: Token, words: Words }).meta({ id: 'StatementQueryByLink' })

const shown = {
  month: StatementMonth,
  provider: z.object({ id: z.uuid(), name: z.string() }),
  status: z.enum(STATEMENT_STATUSES),
  sessions: z.int().describe('How often somebody came'),
  places: z.int().describe('Places that began'),
  amountPence: z.int().describe('To be paid: what was given as a grant is not paid again'),
  lines: z.array(
    z.object({
      agreementId: z.uuid(),
      kind: z.enum(FUNDING_KINDS),
      activityId: z.uuid(),
      activityName: z.string(),
      started: z.int(),
      completed: z.int(),
      amountPence: z.int(),
    }),
  ),
  query: z.string().nullable(),
  answer: z.string().nullable(),
  agreedAt: z.iso.datetime().nullable(),
  paidOn: z.iso.date().nullable(),
}

export const StatementBody = z
  .object({
    id: z.uuid(),
    ...shown,
    sentAt: z.iso.datetime(),
    wasAgreedByLink: z.boolean(),
    paymentReference: z.string().nullable(),
  })
  .meta({ id: 'FundingStatement' })
export type StatementBodyOf = z.infer<typeof StatementBody>
export const StatementsBody = pageOf(StatementBody).meta({ id: 'FundingStatements' })

/** The same to whoever holds the link: no person is in it, and no name of who paid. */
export const StatementByLinkBody = z.object(shown).meta({ id: 'FundingStatementByLink' })
export type StatementByLinkBodyOf = z.infer<typeof StatementByLinkBody>

export const toStatementByLinkBody = (statement: StatementView): StatementByLinkBodyOf => ({
  month: statement.month,
  provider: { id: statement.providerId, name: statement.providerName },
  status: statement.status,
  sessions: statement.sessions,
  places: statement.places,
  amountPence: statement.amountPence,
  lines: statement.lines,
  query: statement.query,
  answer: statement.answer,
  agreedAt: statement.agreedAt?.toISOString() ?? null,
  paidOn: statement.paidOn,
})

export const toStatementBody = (statement: StatementView): StatementBodyOf => ({
  id: statement.id,
  ...toStatementByLinkBody(statement),
  sentAt: statement.sentAt.toISOString(),
  wasAgreedByLink: statement.agreedAt !== null && statement.agreedById === null,
  paymentReference: statement.paymentReference,
})

/** A row for each group, sums as a spreadsheet adds them up. */
export const toStatementCells = (statements: readonly StatementView[]): string[][] => [
  [
    'Month',
    'Group',
    'Status',
    'Sessions',
    'Places begun',
    'Places finished',
    'To be paid (GBP)',
    'Agreed on',
    'Paid on',
    'Payment reference',
  ],
  ...statements.map((statement) => [
    sayMonth(statement.month),
    statement.providerName,
    statement.status,
    String(statement.sessions),
    String(statement.places),
    String(statement.lines.reduce((sum, { completed }) => sum + completed, 0)),
    toDecimal(statement.amountPence),
    statement.agreedAt === null ? '' : todayInEngland(statement.agreedAt),
    statement.paidOn ?? '',
    statement.paymentReference ?? '',
  ]),
]
