import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/problems.ts'
import { type ConcernRecord, readConcernRecord } from '../store.ts'
import { readerOf } from './reader-of.ts'

export async function readConcern(context: Context, { concernId }: { concernId: string }): Promise<ConcernRecord> {
  return context.db.transaction(async (tx) => {
    const concern = await readConcernRecord(tx, await readerOf(tx, context), concernId)
    if (concern === undefined) throw new Refusal('not-found')
    await recordAudit(tx, context, {
      action: 'concern.read',
      subjectKind: 'concern',
      subjectId: concernId,
      ...(concern.personId === null ? {} : { personId: concern.personId }),
    })
    return concern
  })
}
