import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/problems.ts'
import { findBytes, type StoredFile } from '../store.ts'
import { getFile } from './get-file.ts'

export async function readFile(
  context: Context,
  { fileId }: { fileId: string },
): Promise<{ file: StoredFile; bytes: Buffer }> {
  return context.db.transaction(async (tx) => {
    const file = await getFile(tx, context, { fileId, to: 'see' })
    const bytes = await findBytes(tx, fileId)
    if (bytes === undefined) throw new Refusal('already-done', 'The file was removed: the list of files says why')
    await recordAudit(tx, context, {
      action: 'file.read',
      subjectKind: 'file',
      subjectId: fileId,
      ...(file.personId === null ? {} : { personId: file.personId, mark: 'download' as const }),
    })
    return { file, bytes }
  })
}
