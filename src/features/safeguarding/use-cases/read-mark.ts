import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/problems.ts'
import { findPerson, listRecordIdsUnscoped } from '../../people/public.ts'
import { SPEAK_TO_THE_LEAD } from '../policy.ts'
import { hasOpenConcernUnscoped } from '../store.ts'

/** What somebody who sees the person is told before they contact them; never what it is about. */
export async function readMark(context: Context, { personId }: { personId: string }): Promise<{ mark: string | null }> {
  return context.db.transaction(async (tx) => {
    if ((await findPerson(tx, context.actor, personId)) === undefined) throw new Refusal('not-found')
    await recordAudit(tx, context, {
      action: 'concern.mark-read',
      subjectKind: 'person',
      subjectId: personId,
      personId,
    })
    return {
      mark: (await hasOpenConcernUnscoped(tx, await listRecordIdsUnscoped(tx, personId))) ? SPEAK_TO_THE_LEAD : null,
    }
  })
}
