import type { z } from 'zod'
import type { Context } from '../../../platform/context.ts'
import { fromCursor, toPage } from '../../../platform/http/paging.ts'
import { Refusal } from '../../../platform/problems.ts'
import type { StatementsQuery } from '../statement-contract.ts'
import { findStatementView, listStatementViews, type StatementView } from '../store/statements.ts'

/** The latest month first. No person is in a statement, so the look is not recorded. */
export async function listStatements(
  { db, actor }: Context,
  { month, status, limit, after }: z.infer<typeof StatementsQuery>,
): Promise<{ items: StatementView[]; next: string | null }> {
  const rows = await listStatementViews(db, actor, { month, status, limit, after: fromCursor(after, 2) })
  return toPage(rows, limit, ({ month: ofMonth, id }) => [ofMonth, id])
}

const MOST_IN_A_TABLE = 2_000

/** All of a month, for the payer's table. */
export async function listStatementsOfMonth(
  { db, actor }: Context,
  { month }: { month: string },
): Promise<StatementView[]> {
  return listStatementViews(db, actor, { month, status: undefined, limit: MOST_IN_A_TABLE, after: undefined })
}

export async function readStatement(
  { db, actor }: Context,
  { statementId }: { statementId: string },
): Promise<StatementView> {
  const statement = await findStatementView(db, actor, statementId)
  if (statement === undefined) throw new Refusal('not-found')
  return statement
}
