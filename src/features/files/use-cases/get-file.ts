import type { Context, Tx } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/problems.ts'
import { roleMay } from '../policy.ts'
import { findFileUnscoped, findSubject, type StoredFile } from '../store.ts'

/** A file of a record that the actor may see now: who lost the record lost its files with it. */
export async function getFile(
  tx: Tx,
  { actor }: Context,
  { fileId, to }: { fileId: string; to: 'see' | 'remove' },
): Promise<StoredFile> {
  const file = await findFileUnscoped(tx, fileId)
  if (file === undefined || !roleMay(actor, 'maySee', file.subjectKind)) throw new Refusal('not-found')
  if ((await findSubject(tx, actor, file)) === undefined) throw new Refusal('not-found')
  if (to === 'remove' && !roleMay(actor, 'mayAdd', file.subjectKind)) throw new Refusal('not-allowed')
  return file
}
