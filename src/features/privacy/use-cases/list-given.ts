import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/problems.ts'
import { findPerson, listRecordIdsUnscoped } from '../../people/public.ts'
import { findNoticeOn, type Given, listGiven as listAll } from '../store/notices.ts'

/** What a person was given, on records merged into this one too, and whether the version that holds today is among it. */
export async function listGiven(
  context: Context,
  { personId }: { personId: string },
): Promise<{ items: Given[]; hasCurrent: boolean }> {
  const { db, actor, today } = context
  return db.transaction(async (tx) => {
    if ((await findPerson(tx, actor, personId)) === undefined) throw new Refusal('not-found')
    const items = await listAll(tx, await listRecordIdsUnscoped(tx, personId))
    const current = await findNoticeOn(tx, today())
    await recordAudit(tx, context, {
      action: 'privacy-notices.listed',
      subjectKind: 'person',
      subjectId: personId,
      personId,
    })
    return { items, hasCurrent: current !== undefined && items.some(({ noticeId }) => noticeId === current.id) }
  })
}
