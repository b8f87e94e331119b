/** Where an activity happens. */
export const LOCATION_KINDS = ['venue', 'home', 'online', 'telephone'] as const
export type LocationKind = (typeof LOCATION_KINDS)[number]

/** Closed is closed for now, with a reason that people read: nobody new is placed, whoever has a place keeps it. */
export const ACTIVITY_STATUSES = ['open', 'closed'] as const

/** Whether somebody needs a referral to come, or the door is open: mutual aid, a drop-in. */
export const ENTRY_KINDS = ['referral-needed', 'open-door'] as const

/** Whether a place is taken by an offer, or the group and the advisor talk before anybody can say. */
export const PLACES_MODES = ['counted', 'talk-first'] as const

/** Of what the number of places is: of the activity as it runs on, of each session, of each run of a programme. */
export const CAPACITY_LEVELS = ['activity', 'session', 'cohort'] as const

/** Who is next on a waiting list. */
export const WAITING_ORDERS = ['first-come', 'urgent-first'] as const
export type WaitingOrder = (typeof WAITING_ORDERS)[number]

/** What became of one session. */
export const SESSION_STATUSES = ['as-planned', 'cancelled', 'moved'] as const

export const EDIT_DECISIONS = ['approved', 'refused'] as const
export type EditDecision = (typeof EDIT_DECISIONS)[number]

/** What makes an activity reachable, and what a person may need of one: one list, so that they can be compared. */
export const ACCESS_FEATURES = {
  'step-free': 'Step-free from the street',
  'wheelchair-space': 'Room for a wheelchair',
  'accessible-toilet': 'Accessible toilet',
  'blue-badge-parking': 'Blue badge parking',
  'transport-offered': 'Transport there and back',
  'hearing-loop': 'Hearing loop',
  'bsl-interpreter': 'British Sign Language interpreter',
  'large-print': 'Large print',
  'easy-read': 'Easy read',
  'quiet-space': 'A quiet space',
  'seats-throughout': 'A seat at all times',
  'assistance-dogs': 'Assistance dogs welcome',
  'carer-welcome': 'A carer may come along',
} as const satisfies Record<string, string>
export type AccessFeature = keyof typeof ACCESS_FEATURES
export const ACCESS_FEATURE_CODES = Object.keys(ACCESS_FEATURES) as [AccessFeature, ...AccessFeature[]]
