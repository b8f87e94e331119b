import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context, Tx } from '../../../platform/context.ts'
import { invalid, Refusal } from '../../../platform/problems.ts'
import { inTransaction } from '../../../platform/transaction.ts'
import { type StatementStatus, type StatementStep, takeStatementStep } from '../lifecycle.ts'
import { keepsFunding } from '../policy.ts'
import {
  findStatementForUpdateUnscoped,
  findStatementView,
  type StatementView,
  updateStatement,
} from '../store/statements.ts'
import { sendStatement } from './send-statement.ts'

/** The money has gone: when, and under which reference. */
export async function payStatement(
  context: Context,
  { statementId, on, reference }: { statementId: string; on: string; reference: string },
): Promise<StatementView> {
  if (on > context.today()) throw invalid('#/on', 'Enter the day it was paid: it cannot be in the future')
  return inTransaction(context, async (tx) => {
    const { statement, status } = await open(tx, context, statementId, 'pay')
    const paid = { paidOn: on, paymentReference: reference, paidById: context.actor.membershipId }
    return write(tx, context, statement, { status, ...paid })
  })
}

/** Answers what the group asked, and mails it the link anew. */
export async function sendStatementAgain(
  context: Context,
  { statementId, answer }: { statementId: string; answer?: string | undefined },
): Promise<StatementView> {
  return inTransaction(context, async (tx) => {
    const { statement, status } = await open(tx, context, statementId, 'send-again')
    if (statement.status === 'queried' && answer === undefined) throw invalid('#/answer', 'Answer what the group asked')
    const sent = await write(tx, context, statement, {
      status,
      sentAt: context.now(),
      ...(answer === undefined ? {} : { answer }),
    })
    await sendStatement(tx, context, { statementId, providerId: statement.providerId })
    return sent
  })
}

async function open(
  tx: Tx,
  { actor }: Context,
  statementId: string,
  step: StatementStep,
): Promise<{ statement: StatementView; status: StatementStatus }> {
  if ((await findStatementView(tx, actor, statementId)) === undefined) throw new Refusal('not-found')
  if (!keepsFunding(actor)) throw new Refusal('not-allowed')
  const statement = await findStatementForUpdateUnscoped(tx, statementId)
  if (statement === undefined) throw new Refusal('not-found')
  const outcome = takeStatementStep(statement.status, step)
  if (!outcome.allowed) throw new Refusal('step-not-open', `The statement is ${outcome.status}: ${step} is not open`)
  return { statement, status: outcome.status }
}

async function write(
  tx: Tx,
  context: Context,
  statement: StatementView,
  changes: Partial<StatementView>,
): Promise<StatementView> {
  const { providerName: _, ...columns } = changes
  await updateStatement(tx, statement.id, columns)
  await recordAudit(tx, context, {
    action: `funding-statement.${changes.status}`,
    subjectKind: 'funding-statement',
    subjectId: statement.id,
  })
  return { ...statement, ...changes }
}
