import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context } from '../../../platform/context.ts'
import { fromCursor, toPage } from '../../../platform/http/paging.ts'
import { nameKeyOf, surnameKeyOf } from '../looks.ts'
import { listMemberNamesUnscoped, listNotableUnscoped, type NotableLook } from '../store/notable.ts'

/** What somebody should ask about: prints and lists that left, whole caseloads, opened records, and looks at whoever is near. */
export async function listNotable(
  context: Context,
  input: { from: string; to: string; after?: string | undefined; limit: number },
): Promise<{ items: NotableLook[]; next: string | null }> {
  const { from, to, limit } = input
  const names = await listMemberNamesUnscoped(context)
  const keys = names.map(({ membershipId, name }) => ({
    membershipId,
    surnameKey: surnameKeyOf(name),
    nameKey: nameKeyOf(name),
  }))
  const rows = await listNotableUnscoped(context, keys, { from, to, limit, after: fromCursor(input.after, 2) })
  await context.db.transaction((tx) =>
    recordAudit(tx, context, { action: 'audit.read-notable', subjectKind: 'audit', detail: { from, to } }),
  )
  return toPage(rows, limit, (row) => [row.at.toISOString(), row.id])
}
