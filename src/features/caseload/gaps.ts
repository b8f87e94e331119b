/** What a record of an open referral can lack that its worker can mend, in the order in which somebody could be hurt by it. */
export const GAPS = [
  'no-way-to-reach',
  'contact-not-answered',
  'no-next-contact',
  'no-consent',
  'plan-not-agreed',
  'first-measure-missing',
  'follow-up-due',
] as const
export type Gap = (typeof GAPS)[number]

/** What to do about it, as a heading. A referral cannot close without its message: that gap does not exist here. */
export const GAP_WORDS: Record<Gap, string> = {
  'no-way-to-reach': 'No phone, email or address',
  'contact-not-answered': 'A planned contact is past, and nobody wrote whether it happened',
  'no-next-contact': 'No next contact planned',
  'no-consent': 'No yes to be referred is recorded',
  'plan-not-agreed': 'Visited, but no plan is agreed',
  'first-measure-missing': 'Visited, but nothing was measured',
  'follow-up-due': 'Measured twelve weeks ago or longer, and not since',
}

/** A follow-up is asked for from the twelfth week on (domain reference, 3.12). */
export const FOLLOW_UP_DAYS = 84
