import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context } from '../../../platform/context.ts'
import { fromCursor, toPage } from '../../../platform/http/paging.ts'
import { Refusal } from '../../../platform/problems.ts'
import { canManage } from '../policy.ts'
import { listMemberRows, type Member } from '../store/memberships.ts'

type Query = {
  organisationId?: string | undefined
  /** Only those who have not signed in since. */
  unusedSince?: Date | undefined
  limit: number
  after?: string | undefined
}

/** Members with their last sign-in: the whole scheme's for the administrator, their own organisation's for a manager. */
export async function listMembers(
  context: Context,
  { organisationId, unusedSince, limit, after }: Query,
): Promise<{ items: Member[]; next: string | null }> {
  const { actor, db } = context
  if (!canManage(actor)) throw new Refusal('not-allowed')
  const where = actor.role === 'administrator' ? organisationId : actor.organisationId
  const rows = await listMemberRows(db, { organisationId: where, unusedSince, after: fromCursor(after, 2), limit })
  const page = toPage(rows, limit, (row) => [row.name, row.id])
  const shown = page.items.map(({ id }) => id)
  await db.transaction((tx) =>
    recordAudit(tx, context, { action: 'members.listed', subjectKind: 'membership', detail: { shown } }),
  )
  return page
}
