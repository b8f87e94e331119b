/** The life of an entry on a waiting list; it begins as one that waits. No I/O here. */
export const WAITING_STATUSES = ['waiting', 'offered', 'placed', 'left'] as const
export type WaitingStatus = (typeof WAITING_STATUSES)[number]

type Step = { from: readonly WaitingStatus[]; to: WaitingStatus }

export const WAITING_STEPS = {
  /** A place came free and is held for them. */
  offer: { from: ['waiting'], to: 'offered' },
  /** They want it: the group is asked, with the place that was held. */
  take: { from: ['offered'], to: 'placed' },
  /** They said not this time, or did not answer: the place goes to the next. */
  pass: { from: ['offered'], to: 'waiting' },
  'still-wanted': { from: ['waiting'], to: 'waiting' },
  leave: { from: ['waiting', 'offered'], to: 'left' },
} as const satisfies Record<string, Step>
export type WaitingStep = keyof typeof WAITING_STEPS
export const WAITING_STEP_NAMES = Object.keys(WAITING_STEPS) as [WaitingStep, ...WaitingStep[]]

export const takeWaitingStep = (
  current: WaitingStatus,
  step: WaitingStep,
): { allowed: boolean; status: WaitingStatus } => {
  const { from, to }: Step = WAITING_STEPS[step]
  return from.includes(current) ? { allowed: true, status: to } : { allowed: false, status: current }
}
