import { addDays, todayInEngland } from '../../platform/clock.ts'
import { addWorkingDays, type TargetName, type Targets, workingDaysBetween } from '../schemes/public.ts'
import type { ReferralStatus } from './lifecycle.ts'
import { type Milestones, type NextStep, type Stage, stageOf } from './stage.ts'

/** A draft without the person's yes is nobody's record yet: it goes after two weeks, and its writer is told two days before. */
export const DRAFT_DAYS = 14
export const DRAFT_WARNING_DAYS = 2

/** An enquiry is nobody's record: it goes after a month. */
export const ENQUIRY_DAYS = 30

export const enquiryExpiresOn = (takenAt: Date): string => addDays(todayInEngland(takenAt), ENQUIRY_DAYS)

/** What was begun before this is kept no longer. */
export const begunSince = (now: Date): Date => new Date(now.getTime() - DRAFT_DAYS * 86_400_000)

export const draftExpiresOn = (madeAt: Date): string => addDays(todayInEngland(madeAt), DRAFT_DAYS)

/** What is owed next, and by when. */
export type Owed = { nextStep: NextStep; dueOn: string }

const OWED_AT: Record<Stage, { nextStep: NextStep; target: TargetName | undefined }> = {
  'to-triage': { nextStep: 'triage', target: 'triage' },
  'to-allocate': { nextStep: 'allocate', target: 'allocation' },
  'to-contact': { nextStep: 'make-contact', target: 'first-contact' },
  'to-assess': { nextStep: 'assess', target: 'assessment' },
  'to-plan': { nextStep: 'agree-plan', target: 'plan' },
  active: { nextStep: 'review', target: undefined },
  'review-due': { nextStep: 'review', target: undefined },
  'to-close': { nextStep: 'close', target: 'closing' },
}

/**
 * What an open referral owes once a step was taken `on` a day: the step of its stage, due within the scheme's target in
 * working days from that day; a review is due on the day the plan names. Nothing is owed when the referral is not open.
 */
export function owedAfter(
  referral: { status: ReferralStatus } & Milestones,
  on: string,
  targets: Targets,
): Owed | undefined {
  if (referral.status === 'returned') return { nextStep: 'answer-question', dueOn: addWorkingDays(on, targets.answer) }
  const stage = stageOf(referral, on)
  if (stage === undefined) return undefined
  const { nextStep, target } = OWED_AT[stage]
  return { nextStep, dueOn: target === undefined ? (referral.reviewDueOn ?? on) : addWorkingDays(on, targets[target]) }
}

/** What changes in a referral whose stage moved on a day: what is owed now or, on hold, what will be owed when it wakes. */
export function owedNow(
  referral: { status: ReferralStatus; holdUntil: string | null } & Milestones,
  on: string,
  targets: Targets,
): Owed | { holdDaysLeft: number } | undefined {
  const owed = owedAfter(referral, on, targets)
  if (owed === undefined || referral.holdUntil === null) return owed
  return { holdDaysLeft: workingDaysBetween(on, owed.dueOn) }
}

/** The next step of a referral that comes back from hold; the days it still had when it was held are kept. */
export function owedAfterHold(
  referral: { status: ReferralStatus } & Milestones,
  today: string,
  workingDaysLeft: number,
): Owed | undefined {
  const stage = stageOf(referral, today)
  if (stage === undefined) return undefined
  return { nextStep: OWED_AT[stage].nextStep, dueOn: addWorkingDays(today, workingDaysLeft) }
}
