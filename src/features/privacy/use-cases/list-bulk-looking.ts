import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context } from '../../../platform/context.ts'
import { getScheme } from '../../schemes/public.ts'
import { type BulkLook, listBulkLookingUnscoped } from '../store.ts'

/** Who opened many people's records in one hour: a busy day, or somebody reading what is not theirs to read. */
export async function listBulkLooking(
  context: Context,
  input: { on: string; atLeast?: number | undefined },
): Promise<BulkLook[]> {
  const { settings } = await getScheme(context)
  const asked = { on: input.on, atLeast: input.atLeast ?? settings.privacy.bulkLooksPerHour }
  const rows = await listBulkLookingUnscoped(context, asked)
  await context.db.transaction((tx) =>
    recordAudit(tx, context, { action: 'audit.read-bulk', subjectKind: 'audit', detail: asked }),
  )
  return rows
}
