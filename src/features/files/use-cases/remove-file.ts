import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/problems.ts'
import { inTransaction } from '../../../platform/transaction.ts'
import { removeFileRow, type StoredFile } from '../store.ts'
import { getFile } from './get-file.ts'

/** Takes away the bytes. That there was a file, who removed it and why, stays. */
export async function removeFile(
  context: Context,
  { fileId, reason }: { fileId: string; reason: string },
): Promise<StoredFile> {
  return inTransaction(context, async (tx) => {
    const { personId } = await getFile(tx, context, { fileId, to: 'remove' })
    const removed = await removeFileRow(tx, context, { fileId, reason })
    if (removed === undefined) throw new Refusal('already-done', 'The file was removed already')
    await recordAudit(tx, context, {
      action: 'file.removed',
      subjectKind: 'file',
      subjectId: fileId,
      ...(personId === null ? {} : { personId }),
    })
    return removed
  })
}
