/** Whose a decision of a meeting is to do: the practice or team that meets, or the advisor service. */
export const DECISION_OWNERS = ['practice', 'service'] as const
export type DecisionOwner = (typeof DECISION_OWNERS)[number]

/** What came of it when somebody of a practice's risk list was asked. */
export const RISK_ANSWERS = ['offered', 'declined'] as const
export type RiskAnswer = (typeof RISK_ANSWERS)[number]
