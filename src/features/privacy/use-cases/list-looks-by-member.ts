import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context } from '../../../platform/context.ts'
import { fromCursor, toPage } from '../../../platform/http/paging.ts'
import { Refusal } from '../../../platform/problems.ts'
import { findMemberNameUnscoped, type LookByMember, listLooksByMemberUnscoped } from '../store.ts'

/** What this member of staff looked at and did. */
export async function listLooksByMember(
  context: Context,
  input: { membershipId: string; from: string; to: string; after?: string | undefined; limit: number },
): Promise<{ memberName: string; items: LookByMember[]; next: string | null }> {
  const { membershipId, from, to, limit } = input
  const memberName = await findMemberNameUnscoped(context, membershipId)
  if (memberName === undefined) throw new Refusal('not-found')
  const rows = await listLooksByMemberUnscoped(context, membershipId, {
    from,
    to,
    limit,
    after: fromCursor(input.after, 2),
  })
  await context.db.transaction((tx) =>
    recordAudit(tx, context, {
      action: 'audit.read-about-member',
      subjectKind: 'membership',
      subjectId: membershipId,
      detail: { from, to },
    }),
  )
  return { memberName, ...toPage(rows, limit, (row) => [row.at.toISOString(), row.id]) }
}
