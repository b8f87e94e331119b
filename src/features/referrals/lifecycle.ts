/** The life of a referral, as one table. No I/O here: this file imports nothing. */
export const REFERRAL_STATUSES = [
  'draft',
  'submitted',
  'returned',
  'accepted',
  'declined',
  'withdrawn',
  'closed',
  'entered-in-error',
] as const
export type ReferralStatus = (typeof REFERRAL_STATUSES)[number]

type Step = { from: readonly ReferralStatus[]; to: ReferralStatus }

/** Steps that change the status. */
export const REFERRAL_STEPS = {
  submit: { from: ['draft'], to: 'submitted' },
  return: { from: ['submitted'], to: 'returned' },
  resubmit: { from: ['returned'], to: 'submitted' },
  accept: { from: ['submitted'], to: 'accepted' },
  decline: { from: ['submitted'], to: 'declined' },
  withdraw: { from: ['submitted', 'returned', 'accepted'], to: 'withdrawn' },
  close: { from: ['accepted'], to: 'closed' },
  reopen: { from: ['closed'], to: 'accepted' },
  'enter-in-error': {
    from: ['draft', 'submitted', 'returned', 'accepted', 'declined', 'withdrawn', 'closed'],
    to: 'entered-in-error',
  },
} as const satisfies Record<string, Step>
export type ReferralStep = keyof typeof REFERRAL_STEPS
export const REFERRAL_STEP_NAMES = Object.keys(REFERRAL_STEPS) as [ReferralStep, ...ReferralStep[]]

/** Steps that leave the status as it is: on hold and allocated are facts, not states. */
export const REFERRAL_FACT_STEPS = ['hold', 'resume', 'allocate', 'amend'] as const
export type ReferralFactStep = (typeof REFERRAL_FACT_STEPS)[number]

export const ALL_REFERRAL_STEPS = [...REFERRAL_STEP_NAMES, ...REFERRAL_FACT_STEPS] as const
export type AnyReferralStep = ReferralStep | ReferralFactStep

/** Episodes that somebody owes a next step. */
export const OPEN_STATUSES = ['submitted', 'returned', 'accepted'] as const satisfies readonly ReferralStatus[]
export const isOpen = (status: ReferralStatus): boolean => (OPEN_STATUSES as readonly ReferralStatus[]).includes(status)

export type StepOutcome = { allowed: true; status: ReferralStatus } | { allowed: false; status: ReferralStatus }

export function takeStep(current: ReferralStatus, step: ReferralStep): StepOutcome {
  const { from, to }: Step = REFERRAL_STEPS[step]
  return from.includes(current) ? { allowed: true, status: to } : { allowed: false, status: current }
}

/** Drives the buttons on the page and `nextSteps` in the API alike; who may take them is the policy's to say. */
export function stepsOpenFrom(referral: { status: ReferralStatus; holdUntil: string | null }): AnyReferralStep[] {
  const steps: AnyReferralStep[] = REFERRAL_STEP_NAMES.filter((step) => takeStep(referral.status, step).allowed)
  return [...steps, ...REFERRAL_FACT_STEPS.filter((step) => isFactStepOpen(referral, step))]
}

export function isFactStepOpen(
  referral: { status: ReferralStatus; holdUntil: string | null },
  step: ReferralFactStep,
): boolean {
  switch (step) {
    case 'hold':
      return referral.status === 'accepted' && referral.holdUntil === null
    case 'resume':
      return referral.status === 'accepted' && referral.holdUntil !== null
    case 'allocate':
      return referral.status === 'accepted'
    case 'amend':
      return referral.status === 'draft' || isOpen(referral.status)
  }
}
