/** What may turn out to be somebody else's, or never to have been. */
export const CORRECTED_KINDS = [
  'referral',
  'contact',
  'measurement',
  'plan-version',
  'placement',
  'message',
  'consent',
] as const
export type CorrectedKind = (typeof CORRECTED_KINDS)[number]

export const CORRECTION_ACTIONS = ['enter-in-error', 'move'] as const
