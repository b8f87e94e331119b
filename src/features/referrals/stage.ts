import type { ReferralStatus } from './lifecycle.ts'

/** Where an open referral is. The same rule stands once in SQL (`referral_stage`), for lists; a test holds them equal. */
export const STAGES = [
  'to-triage',
  'to-allocate',
  'to-contact',
  'to-assess',
  'to-plan',
  'active',
  'review-due',
  'to-close',
] as const
export type Stage = (typeof STAGES)[number]

/** The milestones a referral carries; days are calendar days in England. */
export type Milestones = {
  allocatedAt: Date | null
  firstContactAt: Date | null
  assessedAt: Date | null
  planAgreedAt: Date | null
  reviewDueOn: string | null
  readyToCloseAt: Date | null
}

export function stageOf(referral: { status: ReferralStatus } & Milestones, today: string): Stage | undefined {
  switch (referral.status) {
    case 'submitted':
    case 'returned':
      return 'to-triage'
    case 'accepted':
      if (referral.readyToCloseAt !== null) return 'to-close'
      if (referral.allocatedAt === null) return 'to-allocate'
      if (referral.firstContactAt === null) return 'to-contact'
      if (referral.assessedAt === null) return 'to-assess'
      if (referral.planAgreedAt === null) return 'to-plan'
      return referral.reviewDueOn !== null && referral.reviewDueOn <= today ? 'review-due' : 'active'
    case 'draft':
    case 'declined':
    case 'withdrawn':
    case 'closed':
    case 'entered-in-error':
      return undefined
  }
}

/** The one thing owed at each point, as its owner would say it. */
export const NEXT_STEPS = {
  triage: 'Accept, decline or return the referral',
  'answer-question': 'Answer the question and send the referral again',
  allocate: 'Choose an advisor',
  'make-contact': 'Make the first contact with the person',
  assess: 'Visit and listen: record the assessment',
  'agree-plan': 'Agree a plan with the person',
  review: 'Review the plan with the person',
  close: 'Close the referral and say what came of it',
  resume: 'Resume when the hold ends',
} as const
export type NextStep = keyof typeof NEXT_STEPS
export const NEXT_STEP_NAMES = Object.keys(NEXT_STEPS) as [NextStep, ...NextStep[]]
