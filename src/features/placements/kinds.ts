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
