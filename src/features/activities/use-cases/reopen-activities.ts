import { recordAudit } from '../../../platform/audit/record.ts'
import type { SystemContext } from '../../../platform/context.ts'
import { openTask } from '../../tasks/public.ts'
import { listToReopen } from '../store/review.ts'
import { findActivityForUpdate, updateActivity } from '../store.ts'

/** What closed until a day opens on that day, and its group is asked whether that is so. */
export async function reopenActivities(context: SystemContext): Promise<void> {
  const { db, today, now } = context
  await db.transaction(async (tx) => {
    for (const { id } of await listToReopen(tx, today())) {
      const activity = await findActivityForUpdate(tx, id)
      if (activity?.status !== 'closed' || activity.reopensOn === null || activity.reopensOn > today()) continue
      await updateActivity(tx, activity, { status: 'open', closedBecause: null, reopensOn: null, updatedAt: now() })
      await openTask(tx, context, {
        kind: 'confirm-listing',
        subjectKind: 'activity',
        subjectId: id,
        organisationId: activity.providerId,
        dueOn: today(),
      })
      await recordAudit(tx, context, { action: 'activity.opened-again', subjectKind: 'activity', subjectId: id })
    }
  })
}
