import { recordAudit } from '../../../platform/audit/record.ts'
import { addDays, addMonths, type Month } from '../../../platform/clock.ts'
import type { SystemContext } from '../../../platform/context.ts'
import { dueOf, toStatementLines } from '../rules.ts'
import { insertStatement, listFundedUnscoped, listToStateUnscoped, putOnStatement } from '../store/statements.ts'
import { sendStatement } from './send-statement.ts'

/**
 * The statement of a month for each group that is paid for something, sent to it. Made once for a group and month, so it
 * runs each day without harm: what is written down late stands on the next one. `sessionsOf` says how often people came to
 * a group in the month.
 */
export async function makeStatements(
  context: SystemContext,
  { month, sessionsOf }: { month: Month; sessionsOf: ReadonlyMap<string, number> },
): Promise<void> {
  const days = { from: `${month}-01`, to: addDays(`${addMonths(month, 1)}-01`, -1) }
  await context.db.transaction(async (tx) => {
    const found = await listToStateUnscoped(tx, days)
    const funded = await listFundedUnscoped(tx, days)
    const groups = new Set([
      ...found.map(({ providerId }) => providerId),
      ...funded.filter((providerId) => (sessionsOf.get(providerId) ?? 0) > 0),
    ])
    for (const providerId of [...groups].sort()) {
      const its = found.filter((place) => place.providerId === providerId)
      const lines = toStatementLines(its.map(({ commitmentId: _, providerId: __, ...place }) => place))
      const statementId = context.newId()
      const isNew = await insertStatement(tx, context, {
        id: statementId,
        providerId,
        month,
        sessions: sessionsOf.get(providerId) ?? 0,
        places: lines.reduce((sum, { started }) => sum + started, 0),
        amountPence: dueOf(lines),
        lines,
        status: 'sent',
        sentAt: context.now(),
      })
      if (!isNew) continue
      const commitmentIds = its.filter(({ isStarted }) => isStarted).map(({ commitmentId }) => commitmentId)
      if (commitmentIds.length > 0) await putOnStatement(tx, { statementId, commitmentIds })
      await recordAudit(tx, context, {
        action: 'funding-statement.sent',
        subjectKind: 'funding-statement',
        subjectId: statementId,
        detail: { providerId, month },
      })
      await sendStatement(tx, context, { statementId, providerId })
    }
  })
}
