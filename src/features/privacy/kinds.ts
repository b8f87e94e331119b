/** From whom a record is closed: from all but those named, or from those named, as the neighbour at the desk. */
export const CLOSING_KINDS = ['only-named', 'not-named'] as const
export type ClosingKind = (typeof CLOSING_KINDS)[number]

/** What the officer found when a record was opened so. */
export const OPENING_OUTCOMES = ['justified', 'not-justified', 'looked-into-further'] as const
export type OpeningOutcome = (typeof OPENING_OUTCOMES)[number]

/** Where the review of an opening stands; it is due on the day on which the record was opened. */
export const REVIEW_STATES = ['to-review', 'overdue', 'reviewed'] as const
export type ReviewState = (typeof REVIEW_STATES)[number]

/** How somebody was given the privacy notice. */
export const NOTICE_WAYS = ['in-person', 'by-post', 'read-aloud', 'with-referral'] as const
export type NoticeWay = (typeof NOTICE_WAYS)[number]
