import { recordAudit } from '../../../platform/audit/record.ts'
import type { SystemContext, Tx } from '../../../platform/context.ts'
import { addWorkingDays, getScheme } from '../../schemes/public.ts'
import { openTask } from '../../tasks/public.ts'
import { nextRung, type ReviewRung } from '../review-ladder.ts'
import { type ListingToConfirm, listToConfirm, setRung } from '../store/review.ts'

/** Working days to confirm, and to look after one that nobody confirmed. */
const DAYS_TO_CONFIRM = 10

/** Each morning: every listing that was not confirmed for long climbs one rung at most; run again, it climbs none. */
export async function climbReviewLadder(context: SystemContext): Promise<void> {
  const { settings } = await getScheme(context)
  const at = { today: context.today(), everyMonths: settings.directory.confirmEveryMonths }
  await context.db.transaction(async (tx) => {
    for (const listing of await listToConfirm(tx, at)) {
      const rung = nextRung(listing, at)
      if (rung !== undefined) await climb(tx, context, listing, rung, settings.advisorServiceId)
    }
  })
}

async function climb(
  tx: Tx,
  context: SystemContext,
  listing: ListingToConfirm,
  { rung, act }: ReviewRung,
  advisorServiceId: string,
): Promise<void> {
  const owe = (kind: 'confirm-listing' | 'check-listing', organisationId: string) =>
    openTask(tx, context, {
      kind,
      subjectKind: 'activity',
      subjectId: listing.id,
      organisationId,
      dueOn: addWorkingDays(context.today(), DAYS_TO_CONFIRM),
    })
  switch (act) {
    case 'ask':
    case 'remind':
      await owe('confirm-listing', listing.providerId)
      break
    case 'tell-service':
      await owe('check-listing', advisorServiceId)
      break
    case 'push-down':
    case 'hide':
      break
  }
  await setRung(tx, context, { activityId: listing.id, rung, isHidden: act === 'hide' })
  await recordAudit(tx, context, {
    action: 'activity.review',
    subjectKind: 'activity',
    subjectId: listing.id,
    detail: { rung: act },
  })
}
