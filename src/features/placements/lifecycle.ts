/** The life of a placement, as one table. No I/O here: this file imports nothing. */
export const PLACEMENT_STATUSES = [
  'offered',
  'accepted',
  'declined',
  'lapsed',
  'cancelled',
  'started',
  'completed',
  'ended',
] as const
export type PlacementStatus = (typeof PLACEMENT_STATUSES)[number]

type Step = { from: readonly PlacementStatus[]; to: PlacementStatus }

/** Steps that change the status. */
export const PLACEMENT_STEPS = {
  /** The beginning: from no status. */
  offer: { from: [], to: 'offered' },
  accept: { from: ['offered'], to: 'accepted' },
  decline: { from: ['offered'], to: 'declined' },
  /** Nobody answered in time. The system's alone, for offers with an answer-by date; no route takes it. */
  lapse: { from: ['offered'], to: 'lapsed' },
  cancel: { from: ['offered', 'accepted'], to: 'cancelled' },
  start: { from: ['accepted'], to: 'started' },
  complete: { from: ['started'], to: 'completed' },
  end: { from: ['accepted', 'started'], to: 'ended' },
} as const satisfies Record<string, Step>
export type PlacementStep = keyof typeof PLACEMENT_STEPS
export const PLACEMENT_STEP_NAMES = Object.keys(PLACEMENT_STEPS) as [PlacementStep, ...PlacementStep[]]

/** What may be done and leaves the status as it is. */
export const PLACEMENT_FACT_STEPS = ['record-attendance'] as const
export type PlacementFactStep = (typeof PLACEMENT_FACT_STEPS)[number]

export const ALL_PLACEMENT_STEPS = [...PLACEMENT_STEP_NAMES, ...PLACEMENT_FACT_STEPS] as const
export type AnyPlacementStep = PlacementStep | PlacementFactStep

/** Placements that hold a place: from the offer until one of the steps that end them. */
export const LIVE_STATUSES = ['offered', 'accepted', 'started'] as const satisfies readonly PlacementStatus[]
export const isLive = (status: PlacementStatus): boolean =>
  (LIVE_STATUSES as readonly PlacementStatus[]).includes(status)

export type StepOutcome = { allowed: true; status: PlacementStatus } | { allowed: false; status: PlacementStatus }

export function takeStep(current: PlacementStatus, step: AnyPlacementStep): StepOutcome {
  if (step === 'record-attendance') return { allowed: current === 'accepted' || current === 'started', status: current }
  const { from, to }: Step = PLACEMENT_STEPS[step]
  return from.includes(current) ? { allowed: true, status: to } : { allowed: false, status: current }
}

/** Drives the buttons on the page and `nextSteps` in the API alike; who may take them is the policy's to say. */
export const stepsOpenFrom = (status: PlacementStatus): AnyPlacementStep[] =>
  ALL_PLACEMENT_STEPS.filter((step) => takeStep(status, step).allowed)
