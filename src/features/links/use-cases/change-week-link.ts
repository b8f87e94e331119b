import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/problems.ts'
import { inTransaction } from '../../../platform/transaction.ts'
import { findActivity } from '../../activities/public.ts'
import { endWeekLink } from '../store/links.ts'
import { sendLink } from './send-link.ts'

type OfActivity = { activityId: string }

/** The service sends a group the link of its week now; the one before is over. */
export async function sendWeekLink(context: Context, { activityId }: OfActivity): Promise<{ isSent: true }> {
  return inTransaction(context, async (tx) => {
    const activity = await findActivity(tx, activityId)
    if (activity === undefined) throw new Refusal('not-found')
    const { providerId } = activity
    if (!(await sendLink(tx, context, { activityId, providerId })))
      throw new Refusal(
        'not-possible',
        'No link reaches the group: write down a telephone number, whose last digits it answers with, and a mail address if it is no mobile',
      )
    return { isSent: true }
  })
}

/** The telephone of the group was lost: its link opens nothing any more. */
export async function revokeWeekLink(context: Context, { activityId }: OfActivity): Promise<{ isRevoked: true }> {
  return inTransaction(context, async (tx) => {
    if ((await findActivity(tx, activityId)) === undefined) throw new Refusal('not-found')
    if (!(await endWeekLink(tx, context, activityId)))
      throw new Refusal('already-done', 'No link of this activity is open')
    await recordAudit(tx, context, { action: 'group-link.revoked', subjectKind: 'activity', subjectId: activityId })
    return { isRevoked: true }
  })
}
