import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/problems.ts'
import { inTransaction } from '../../../platform/transaction.ts'
import { findClosedIds, findPerson } from '../../people/public.ts'
import { getScheme } from '../../schemes/public.ts'
import { openTask } from '../../tasks/public.ts'
import { findOfficer, insertOpening } from '../store/closed-records.ts'

/**
 * Opens a closed record for some hours to somebody whose organisation has to do with the person and who is not named. It is never
 * refused to them, because somebody may be in danger; the officer is told in the same moment and asks why.
 */
export async function breakGlass(
  context: Context,
  { personId, reason }: { personId: string; reason: string },
): Promise<{ id: string; untilAt: Date }> {
  const { actor, newId, now, today } = context
  const { privacy } = (await getScheme(context)).settings
  const closed = await findClosedIds(context, { personId })
  return inTransaction(context, async (tx) => {
    if (await findPerson(tx, actor, personId)) throw new Refusal('not-possible', 'The record is open to you already')
    if (closed.length === 0) throw new Refusal('not-found')
    const opening = { id: newId(), untilAt: new Date(now().getTime() + privacy.openForHours * 3_600_000) }
    await insertOpening(tx, context, {
      ...opening,
      personId,
      reason,
      membershipId: actor.membershipId,
      openedAt: now(),
    })
    const { membershipId } = actor
    await recordAudit(tx, context, {
      action: 'record.glass-broken',
      subjectKind: 'record-opening',
      subjectId: opening.id,
      personId,
      mark: 'break-glass',
      detail: { membershipId, untilAt: opening.untilAt.toISOString() },
    })
    await openTask(tx, context, {
      kind: 'review-opened-record',
      subjectKind: 'record-opening',
      subjectId: opening.id,
      // Without an officer the worker's own organisation must ask why: its lead reads its tasks.
      ...((await findOfficer(tx)) ?? { organisationId: actor.organisationId }),
      dueOn: today(),
    })
    return opening
  })
}
