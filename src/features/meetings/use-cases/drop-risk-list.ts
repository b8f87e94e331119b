import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context, SystemContext } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/problems.ts'
import { inTransaction } from '../../../platform/transaction.ts'
import { RISK_LIST_DAYS } from '../rules.ts'
import { deleteRiskList, deleteRiskListsBefore } from '../store/risk-lists.ts'

const DAY_MS = 86_400_000

/** Whoever brought it needs it no longer. */
export async function dropRiskList(context: Context): Promise<void> {
  await inTransaction(context, async (tx) => {
    const riskListId = await deleteRiskList(tx, context.actor)
    if (riskListId === undefined) throw new Refusal('not-found')
    await recordAudit(tx, context, { action: 'risk-list.deleted', subjectKind: 'risk-list', subjectId: riskListId })
  })
}

/** Lists of which the days are over go. Run each day, and again without harm. */
export async function clearRiskLists(context: SystemContext): Promise<void> {
  const before = new Date(context.now().getTime() - RISK_LIST_DAYS * DAY_MS)
  await context.db.transaction(async (tx) => {
    for (const riskListId of await deleteRiskListsBefore(tx, before))
      await recordAudit(tx, context, { action: 'risk-list.expired', subjectKind: 'risk-list', subjectId: riskListId })
  })
}
