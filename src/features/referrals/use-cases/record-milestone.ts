import type { Context, Tx } from '../../../platform/context.ts'
import { getScheme } from '../../schemes/public.ts'
import { owedNow } from '../clock.ts'
import { type Milestones, stageOf } from '../stage.ts'
import { changeReferral, type Referral } from '../store.ts'

/**
 * Moves a referral on, for the features above: they write the milestone in the transaction of what reached it, and the
 * next step and its due date follow. A milestone that leaves the stage as it was leaves the clock alone too; on hold, the
 * new step waits with all its days.
 */
export async function recordMilestone(
  tx: Tx,
  context: Context,
  referral: Referral,
  milestones: Partial<Milestones>,
  on: string,
): Promise<Referral> {
  const { settings } = await getScheme(context)
  const reached = { ...referral, ...milestones }
  const isMoved = stageOf(reached, on) !== stageOf(referral, on) || reached.reviewDueOn !== referral.reviewDueOn
  const owed = isMoved ? owedNow(reached, on, settings.targets) : undefined
  return changeReferral(tx, context, referral, { ...milestones, ...owed }, undefined)
}
