/** What somebody who was asked to destroy what they hold says. */
export const DESTRUCTION_ANSWERS = ['destroyed', 'kept-by-law', 'nothing-held', 'no-answer'] as const
export type DestructionAnswer = (typeof DESTRUCTION_ANSWERS)[number]

/** The purposes whose withdrawal stops something with others: the rest is stopped where people are reached. */
export const SHARING_PURPOSES: readonly string[] = ['refer', 'share']

/** Why an offer ended when the person took their word back. */
export const CONSENT_WITHDRAWN = 'consent-withdrawn'
