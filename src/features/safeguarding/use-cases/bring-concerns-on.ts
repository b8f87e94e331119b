import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context, Tx } from '../../../platform/context.ts'
import { getScheme } from '../../schemes/public.ts'
import { nextEscalation } from '../ladder.ts'
import { findConcernsOfForUpdate } from '../store/concerns-of-member.ts'
import { updateConcern } from '../store.ts'
import { bringToNext } from './bring-to-next.ts'

/** Concerns of somebody who is not here any more climb at once, each by the clock of its kind: nobody has to read them to do so. */
export async function bringConcernsOn(tx: Tx, context: Context, membershipId: string): Promise<void> {
  const { safety } = (await getScheme(context)).settings
  for (const concern of await findConcernsOfForUpdate(tx, membershipId)) {
    const escalatesAt = context.now()
    const hours = safety.acknowledgeWithinHours[concern.kind]
    // What nobody had stays as late as it is; what they had begins anew.
    const acknowledgeBy = concern.status === 'open' ? concern.acknowledgeBy : nextEscalation(escalatesAt, hours, false)
    const open = await updateConcern(tx, concern, { status: 'open', acknowledgedAt: null, acknowledgeBy, escalatesAt })
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
