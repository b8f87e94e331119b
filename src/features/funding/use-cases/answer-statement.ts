import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context, SystemContext, Tx } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/problems.ts'
import { inTransaction } from '../../../platform/transaction.ts'
import { type StatementStatus, takeStatementStep } from '../lifecycle.ts'
import { answersStatement } from '../policy.ts'
import {
  findStatementForUpdateUnscoped,
  findStatementView,
  type StatementView,
  updateStatement,
} from '../store/statements.ts'

/** It is right, or what is not: the group's word, once. */
export type StatementAnswer = { step: 'agree' } | { step: 'query'; words: string }

/** By somebody of the group who is signed in. */
export async function answerStatement(
  context: Context,
  { statementId, ...answer }: { statementId: string } & StatementAnswer,
): Promise<StatementView> {
  return inTransaction(context, async (tx) => {
    const known = await findStatementView(tx, context.actor, statementId)
    if (known === undefined) throw new Refusal('not-found')
    if (!answersStatement(context.actor, known)) throw new Refusal('not-allowed')
    return writeAnswer(tx, context, { statementId, answer, byId: context.actor.membershipId })
  })
}

/** By whoever holds the link that was mailed to the group. */
export async function answerStatementByLink(
  system: SystemContext,
  { statementId, ...answer }: { statementId: string } & StatementAnswer,
): Promise<StatementView> {
  return system.db.transaction((tx) => writeAnswer(tx, system, { statementId, answer, byId: null }))
}

async function writeAnswer(
  tx: Tx,
  context: Context | SystemContext,
  { statementId, answer, byId }: { statementId: string; answer: StatementAnswer; byId: string | null },
): Promise<StatementView> {
  const statement = await findStatementForUpdateUnscoped(tx, statementId)
  if (statement === undefined) throw new Refusal('not-found')
  const outcome = takeStatementStep(statement.status, answer.step)
  if (!outcome.allowed) throw new Refusal('already-done', ANSWERED[statement.status])
  const changes =
    answer.step === 'agree'
      ? { status: outcome.status, agreedAt: context.now(), agreedById: byId }
      : { status: outcome.status, query: answer.words }
  await updateStatement(tx, statementId, changes)
  await recordAudit(tx, context, {
    action: `funding-statement.${outcome.status}`,
    subjectKind: 'funding-statement',
    subjectId: statementId,
    detail: { isByLink: byId === null },
  })
  return { ...statement, ...changes }
}

const ANSWERED: Record<StatementStatus, string> = {
  sent: 'The statement waits for its answer',
  agreed: 'The statement is agreed already',
  queried: 'Somebody has asked about it already: the payer answers first',
  paid: 'The statement is paid already',
}
