/** Why a message was sent. `asks` marks the ones that ask the practice for something. */
export const MESSAGE_KIND_FACTS = {
  'referral-received': { asks: false },
  'check-identity': { asks: true },
  'referral-returned': { asks: true },
  'referral-declined': { asks: false },
  'first-contact-made': { asks: false },
  'person-said-no': { asks: false },
  'plan-agreed': { asks: false },
  'objection-answered': { asks: false },
  'referral-closed': { asks: false },
  'referral-reopened': { asks: false },
  'referral-withdrawn': { asks: false },
  'person-died': { asks: false },
  'death-taken-back': { asks: true },
  'word-to-practice': { asks: true },
  correction: { asks: true },
} as const satisfies Record<string, { asks: boolean }>
export type MessageKind = keyof typeof MESSAGE_KIND_FACTS
export const MESSAGE_KINDS = Object.keys(MESSAGE_KIND_FACTS) as [MessageKind, ...MessageKind[]]

/** The SNOMED CT codes that NHS England asks practices to record: the first when the person accepts, the second when they say no. */
export const SNOMED = {
  referredToSocialPrescribing: '871731000000106',
  socialPrescribingDeclined: '871711000000103',
} as const

/** `same-day`: a named reader must say what will be done, within two working hours, or the sender rings. */
export const MESSAGE_URGENCIES = ['routine', 'same-day'] as const
export type MessageUrgency = (typeof MESSAGE_URGENCIES)[number]

/** What a worker tells a practice about, beside the milestones. */
export const WORD_SUBJECTS = ['fall', 'confusion', 'weight-loss', 'medicines', 'no-reply-at-door', 'other'] as const
export type WordSubject = (typeof WORD_SUBJECTS)[number]

/** Working hours in which a same-day message is acknowledged, and working days after which an unread one is shown to its sender. */
export const ACKNOWLEDGE_WITHIN_HOURS = 2
export const UNHEARD_AFTER_DAYS = 3
