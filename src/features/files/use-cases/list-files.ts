import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/problems.ts'
import { roleMay } from '../policy.ts'
import { findSubject, listFilesOfSubject, type StoredFile, type Subject } from '../store.ts'

/** What belongs to a record, and what was removed from it and why. */
export async function listFiles(context: Context, input: Subject): Promise<StoredFile[]> {
  const { actor } = context
  if (!roleMay(actor, 'maySee', input.subjectKind)) throw new Refusal('not-allowed')
  return context.db.transaction(async (tx) => {
    const subject = await findSubject(tx, actor, input)
    if (subject === undefined) throw new Refusal('not-found')
    const items = await listFilesOfSubject(tx, subject)
    await recordAudit(tx, context, {
      action: 'files.listed',
      subjectKind: input.subjectKind,
      subjectId: input.subjectId,
      ...(subject.personId === null ? {} : { personId: subject.personId }),
      detail: { fileIds: items.map(({ id }) => id) },
    })
    return items
  })
}
