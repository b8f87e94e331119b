import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context, Tx } from '../../../platform/context.ts'
import { findConcernsOfForUpdate } from '../store/concerns-of-member.ts'
import { updateConcern } from '../store.ts'
import { bringToNext } from './bring-to-next.ts'

/** Concerns of somebody who is not here any more climb at once, each by the clock of its kind: nobody has to read them to do so. */
export async function bringConcernsOn(tx: Tx, context: Context, membershipId: string): Promise<void> {
  for (const concern of await findConcernsOfForUpdate(tx, membershipId)) {
    const escalatesAt = context.now()
    const open = await updateConcern(tx, concern, { status: 'open', acknowledgedAt: null, escalatesAt })
    await bringToNext(tx, context, open)
    await recordAudit(tx, context, {
      action: 'concern.brought-on',
      subjectKind: 'concern',
      subjectId: concern.id,
      ...(concern.personId === null ? {} : { personId: concern.personId }),
      detail: { from: membershipId },
    })
  }
}
