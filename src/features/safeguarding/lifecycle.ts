/** A concern, from the moment that somebody says it. Whether anybody was told of it is a fact, not a state. */
export const CONCERN_STATUSES = ['open', 'acknowledged', 'closed'] as const
export type ConcernStatus = (typeof CONCERN_STATUSES)[number]

/** `acknowledge`: a named person says "I have it". Until then it climbs. */
export const CONCERN_STEPS = {
  acknowledge: { from: ['open'], to: 'acknowledged' },
  'hand-over': { from: ['acknowledged'], to: 'open' },
  close: { from: ['acknowledged'], to: 'closed' },
  reopen: { from: ['closed'], to: 'open' },
} as const satisfies Record<string, { from: readonly ConcernStatus[]; to: ConcernStatus }>
export type ConcernStep = keyof typeof CONCERN_STEPS

type Outcome = { allowed: true; status: ConcernStatus } | { allowed: false; status: ConcernStatus }

export function takeStep(status: ConcernStatus, step: ConcernStep): Outcome {
  const { from, to }: { from: readonly ConcernStatus[]; to: ConcernStatus } = CONCERN_STEPS[step]
  return from.includes(status) ? { allowed: true, status: to } : { allowed: false, status }
}
