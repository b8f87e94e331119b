/** How a scheme pays a group. A grant was paid for the group's work; a block is bought ahead; a spot purchase is of one place. */
export const FUNDING_KINDS = ['grant', 'block', 'spot'] as const
export type FundingKind = (typeof FUNDING_KINDS)[number]

/** What the independent panel said. Only what it approved pays. */
export const PANEL_DECISIONS = ['approved', 'declined', 'deferred'] as const
export type PanelDecision = (typeof PANEL_DECISIONS)[number]

/** Why nobody pays for a place. */
export const UNPAID_REASONS = ['no-agreement', 'used-up', 'approval-needed'] as const
export type UnpaidReason = (typeof UNPAID_REASONS)[number]

/** What a payer should know of an agreement, the most pressing first. */
export const FUNDING_WARNINGS = ['used-up', 'nearly-used', 'ended', 'ends-soon', 'not-decided'] as const
export type FundingWarning = (typeof FUNDING_WARNINGS)[number]
