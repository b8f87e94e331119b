import type { Context, Tx } from '../../../platform/context.ts'
import { cancelPlannedContacts } from '../../contacts/public.ts'
import { endPlacementsOf } from '../../placements/public.ts'
import { endHold, type Referral } from '../../referrals/public.ts'
import { closeTasksAbout } from '../../tasks/public.ts'

/** What the row of a referral says once it owes nothing. */
export const NOTHING_OWED = { nextStep: null, dueOn: null, holdUntil: null, holdDaysLeft: null } as const

/**
 * Ends what hangs on an episode, whichever way it ends: its hold, its placements, whose places are free at once, the
 * contacts still planned, and what somebody was to do for it. The caller holds the referral's lock.
 */
export async function endEpisode(
  tx: Tx,
  context: Context,
  referral: Referral,
  end: { reason: string; isFollowUpOwed: boolean },
): Promise<void> {
  const about = { subjectId: referral.id, outcome: 'referral-ended' }
  await endHold(tx, referral.id, context.today())
  await endPlacementsOf(tx, context, referral.id, { reason: end.reason })
  await cancelPlannedContacts(tx, context, referral.id)
  await closeTasksAbout(tx, context, { kind: 'hold-ended', ...about })
  // Others cost one statement less: only what was brought may lack an answer.
  if (referral.importId !== null) await closeTasksAbout(tx, context, { kind: 'ask-consent-to-refer', ...about })
  if (!end.isFollowUpOwed) await closeTasksAbout(tx, context, { kind: 'follow-up-measures', ...about })
}
