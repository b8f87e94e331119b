import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/problems.ts'
import { mayActOnConcern } from '../policy.ts'
import { type ConcernRecord, readConcernRecord } from '../store.ts'
import { readerOf } from './reader-of.ts'

export type ConcernRead = ConcernRecord & { mayAct: boolean }

/** With all that was done, and whether whoever reads it may do more. */
export async function readConcern(context: Context, { concernId }: { concernId: string }): Promise<ConcernRead> {
  return context.db.transaction(async (tx) => {
    const reader = await readerOf(tx, context)
    const concern = await readConcernRecord(tx, reader, concernId)
    if (concern === undefined) throw new Refusal('not-found')
    await recordAudit(tx, context, {
      action: 'concern.read',
      subjectKind: 'concern',
      subjectId: concernId,
      ...(concern.personId === null ? {} : { personId: concern.personId }),
    })
    const { standsFor } = reader
    return { ...concern, mayAct: mayActOnConcern(context.actor, { readerIds: concern.readerIds, standsFor }) }
  })
}
