export const ATTENDED_ANSWERS = ['yes', 'no'] as const
export type Attended = (typeof ATTENDED_ANSWERS)[number]

/** The lines of a need-to-know card, and no others: what a group must know so that nobody comes to harm. */
export const CARD_LINES = [
  'food-and-allergies',
  'mobility-and-transport',
  'hearing-and-sight',
  'if-unwell',
  'emergency-contact',
  'likes-to-be-called',
] as const
export type CardLineName = (typeof CARD_LINES)[number]

/** Who comes along the first time: the day on which most people turn round at the door. */
export const COMES_WITH = ['nobody', 'advisor', 'mentor', 'family-or-friend', 'somebody-of-the-group'] as const

/** Why nothing fitted. */
export const GAP_REASONS = [
  'nothing-exists',
  'no-room',
  'too-far',
  'wrong-time',
  'not-accessible',
  'cost',
  'language',
  'not-safe',
] as const
export type GapReason = (typeof GAP_REASONS)[number]
