import { sayDay, sayMonth } from '../../platform/clock.ts'
import { sayPounds } from '../../platform/money.ts'
import { sayShortDay } from '../../platform/web/words.ts'
import type { StatementStatus } from './lifecycle.ts'
import type { StatementBodyOf, StatementByLinkBodyOf } from './statement-contract.ts'
import { KIND_WORDS } from './view-models.ts'

const STATUS: Record<StatementStatus, { text: string; colour: string }> = {
  sent: { text: 'Waits for the group', colour: 'blue' },
  agreed: { text: 'Agreed, to be paid', colour: 'orange' },
  queried: { text: 'The group asks', colour: 'red' },
  paid: { text: 'Paid', colour: 'green' },
}

export const toStatementRow = (statement: StatementBodyOf) => ({
  href: `/statements/${statement.id}`,
  month: sayMonth(statement.month),
  provider: statement.provider.name,
  tag: STATUS[statement.status],
  places: String(statement.places),
  sessions: String(statement.sessions),
  amount: sayPounds(statement.amountPence),
  paid: statement.paidOn === null ? '' : sayShortDay(statement.paidOn),
})

/** What everybody reads of it, with the link or signed in. */
export function toStatementShown(statement: StatementByLinkBodyOf) {
  const { status, agreedAt, paidOn } = statement
  return {
    title: `Statement of ${sayMonth(statement.month)}`,
    provider: statement.provider.name,
    tag: STATUS[status],
    facts: [
      { key: 'Somebody came', value: statement.sessions === 1 ? 'once' : `${statement.sessions} times` },
      { key: 'Places begun', value: String(statement.places) },
      { key: 'To be paid', value: sayPounds(statement.amountPence) },
      ...(agreedAt === null ? [] : [{ key: 'Agreed', value: sayDay(agreedAt.slice(0, 10)) }]),
      ...(paidOn === null ? [] : [{ key: 'Paid', value: sayDay(paidOn) }]),
    ],
    rows: statement.lines.map((line) => ({
      activity: line.activityName,
      kind: KIND_WORDS[line.kind],
      started: String(line.started),
      completed: String(line.completed),
      amount: line.kind === 'grant' ? `${sayPounds(line.amountPence)}, in the grant` : sayPounds(line.amountPence),
    })),
    query: statement.query ?? undefined,
    answer: statement.answer ?? undefined,
    mayAgree: status === 'sent' || status === 'queried',
    mayQuery: status === 'sent',
    answers: [
      { value: 'agree', text: 'It is right' },
      ...(status === 'sent' ? [{ value: 'query', text: 'Something is not right' }] : []),
    ],
  }
}

export function toStatementPage(
  statement: StatementBodyOf,
  { isGroup, mayKeep }: { isGroup: boolean; mayKeep: boolean },
) {
  const shown = toStatementShown(statement)
  const { status, paymentReference } = statement
  return {
    ...shown,
    path: `/statements/${statement.id}`,
    reference: paymentReference ?? undefined,
    byLink: statement.wasAgreedByLink,
    canAnswer: isGroup && shown.mayAgree,
    canPay: mayKeep && status === 'agreed',
    canSend: mayKeep && (status === 'sent' || status === 'queried'),
    isQueried: status === 'queried',
  }
}
