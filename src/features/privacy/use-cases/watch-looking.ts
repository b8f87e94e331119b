import { recordAudit } from '../../../platform/audit/record.ts'
import type { SystemContext } from '../../../platform/context.ts'
import { getScheme } from '../../schemes/public.ts'
import { openTask } from '../../tasks/public.ts'
import { findOfficer } from '../store/closed-records.ts'
import { findBulkUnscoped } from '../store/notable.ts'

/** A day and an hour back: a worker that was away makes up for it, and what is sealed late is seen by the next run. */
const LOOK_BACK_MS = 25 * 3_600_000

/** Tells the privacy officer who opened the records of many people within an hour. Run each hour; it says each thing once. */
export async function watchLooking(context: SystemContext): Promise<void> {
  const { settings } = await getScheme(context)
  const since = new Date(context.now().getTime() - LOOK_BACK_MS)
  const found = await findBulkUnscoped(context, { since, atLeast: settings.privacy.bulkLooksPerHour })
  if (found.length === 0) return
  await context.db.transaction(async (tx) => {
    const asks = (await findOfficer(tx)) ?? { organisationId: settings.advisorServiceId }
    for (const { membershipId, people } of found) {
      await openTask(tx, context, {
        kind: 'review-looking',
        subjectKind: 'membership',
        subjectId: membershipId,
        ...asks,
        dueOn: context.today(),
      })
      await recordAudit(tx, context, {
        action: 'bulk-looking.noticed',
        subjectKind: 'membership',
        subjectId: membershipId,
        mark: 'bulk',
        detail: { people },
      })
    }
  })
}
