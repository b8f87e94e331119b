/** Whose a decision of a meeting is to do: the practice or team that meets, or the advisor service. */
export const DECISION_OWNERS = ['practice', 'service'] as const
export type DecisionOwner = (typeof DECISION_OWNERS)[number]
