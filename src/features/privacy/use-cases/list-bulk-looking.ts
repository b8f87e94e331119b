import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context } from '../../../platform/context.ts'
import { type BulkLook, listBulkLookingUnscoped } from '../store.ts'

/** Who opened many people's records in one hour: a busy day, or somebody reading what is not theirs to read. */
export async function listBulkLooking(context: Context, input: { on: string; atLeast: number }): Promise<BulkLook[]> {
  const rows = await listBulkLookingUnscoped(context, input)
  await context.db.transaction((tx) =>
    recordAudit(tx, context, { action: 'audit.read-bulk', subjectKind: 'audit', detail: input }),
  )
  return rows
}
