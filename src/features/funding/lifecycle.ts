/** What becomes of the money for a place: kept, used from the day somebody begins, or free again. */
export const COMMITMENT_STATUSES = ['committed', 'used', 'released'] as const
export type CommitmentStatus = (typeof COMMITMENT_STATUSES)[number]

export const SPOT_STATUSES = ['asked', 'approved', 'refused'] as const
export type SpotStatus = (typeof SPOT_STATUSES)[number]

export const STATEMENT_STATUSES = ['sent', 'agreed', 'queried', 'paid'] as const
export type StatementStatus = (typeof STATEMENT_STATUSES)[number]

/** The life of a monthly statement. Nothing is paid that the group has not agreed. */
export const STATEMENT_STEPS = {
  agree: { from: ['sent', 'queried'], to: 'agreed' },
  query: { from: ['sent'], to: 'queried' },
  'send-again': { from: ['sent', 'queried'], to: 'sent' },
  pay: { from: ['agreed'], to: 'paid' },
} as const satisfies Record<string, { from: readonly StatementStatus[]; to: StatementStatus }>
export type StatementStep = keyof typeof STATEMENT_STEPS

export type StatementOutcome = { allowed: true; status: StatementStatus } | { allowed: false; status: StatementStatus }

export function takeStatementStep(current: StatementStatus, step: StatementStep): StatementOutcome {
  const { from, to }: { from: readonly StatementStatus[]; to: StatementStatus } = STATEMENT_STEPS[step]
  return from.includes(current) ? { allowed: true, status: to } : { allowed: false, status: current }
}
