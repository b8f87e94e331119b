/**
 * Why a message was sent. `asks` marks the ones that ask the practice for something. `weight` says how the dial holds for it:
 * what is `needed` is always said whole, `news` by the dial, and of an `end` the fact is told even after a no.
 */
export const MESSAGE_KIND_FACTS = {
  'referral-received': { asks: false, weight: 'news' },
  'check-identity': { asks: true, weight: 'needed' },
  'referral-returned': { asks: true, weight: 'needed' },
  'referral-declined': { asks: false, weight: 'end' },
  'first-contact-made': { asks: false, weight: 'news' },
  'person-said-no': { asks: false, weight: 'news' },
  'plan-agreed': { asks: false, weight: 'news' },
  'objection-answered': { asks: false, weight: 'news' },
  'referral-closed': { asks: false, weight: 'end' },
  'referral-reopened': { asks: false, weight: 'end' },
  'referral-withdrawn': { asks: false, weight: 'end' },
  'person-died': { asks: false, weight: 'end' },
  'death-taken-back': { asks: true, weight: 'needed' },
  'word-to-practice': { asks: true, weight: 'news' },
  correction: { asks: true, weight: 'needed' },
} as const satisfies Record<string, { asks: boolean; weight: 'needed' | 'end' | 'news' }>
export type MessageKind = keyof typeof MESSAGE_KIND_FACTS
export const MESSAGE_KINDS = Object.keys(MESSAGE_KIND_FACTS) as [MessageKind, ...MessageKind[]]

export const ASKING_KINDS = MESSAGE_KINDS.filter((kind) => MESSAGE_KIND_FACTS[kind].asks)

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

/** Why a message must not be shown in the person's online record. */
export const NOT_ONLINE_REASONS = [
  'chosen',
  'unsafe-person',
  'hidden-address',
  'open-concern',
  'sensitive-category',
] as const
export type NotOnlineReason = (typeof NOT_ONLINE_REASONS)[number]

/** The ways by which something leaves the building. Mail and text go by themselves; a letter is printed, a call is made. */
export const OUTGOING_CHANNELS = ['mail', 'text', 'letter', 'call'] as const
export type OutgoingChannel = (typeof OUTGOING_CHANNELS)[number]
/** Those that the worker delivers. */
export const isDelivered = (channel: OutgoingChannel): boolean => channel === 'mail' || channel === 'text'

/** `person` is the one who is cared for: what goes to them passes the gate in people, and nothing else may make it. */
export const RECIPIENT_KINDS = ['member', 'account', 'organisation', 'outside', 'person'] as const

/**
 * Why something leaves the building. `urgent` goes at once, whatever somebody prefers; `mayBeOff` is what its reader may
 * turn into a daily digest, or off. What is urgent may not be off.
 */
export const OUTGOING_EVENTS = {
  'lone-worker': { label: 'A worker is not back from a visit', urgent: true, mayBeOff: false, audience: 'colleague' },
  concern: { label: 'A concern was brought to you', urgent: true, mayBeOff: false, audience: 'colleague' },
  'task-today': { label: 'Something to do today', urgent: true, mayBeOff: false, audience: 'colleague' },
  task: { label: 'Something to do', urgent: false, mayBeOff: true, audience: 'colleague' },
  'message-same-day': { label: 'A message to answer today', urgent: true, mayBeOff: false, audience: 'colleague' },
  message: { label: 'A message in the inbox', urgent: false, mayBeOff: true, audience: 'colleague' },
  digest: { label: 'What came in since yesterday', urgent: false, mayBeOff: false, audience: 'colleague' },
  'visit-link': { label: 'The link of a visit', urgent: true, mayBeOff: false, audience: 'colleague' },
  'week-link': { label: 'Your week with us', urgent: false, mayBeOff: false, audience: 'colleague' },
  'offer-link': { label: 'A place is asked for', urgent: false, mayBeOff: false, audience: 'colleague' },
  statement: { label: 'Your statement of the month', urgent: false, mayBeOff: false, audience: 'colleague' },
  funding: { label: 'Money for places runs out', urgent: false, mayBeOff: false, audience: 'colleague' },
  'test-message': { label: 'A test', urgent: true, mayBeOff: false, audience: 'colleague' },
  invitation: { label: 'An invitation', urgent: true, mayBeOff: false, audience: 'account' },
  password: { label: 'A new password', urgent: true, mayBeOff: false, audience: 'account' },
  'account-notice': { label: 'About your account', urgent: true, mayBeOff: false, audience: 'account' },
  'outside-answer': { label: 'An answer to somebody outside', urgent: true, mayBeOff: false, audience: 'outside' },
  'to-person': { label: 'Something to a person', urgent: true, mayBeOff: false, audience: 'person' },
} as const satisfies Record<
  string,
  { label: string; urgent: boolean; mayBeOff: boolean; audience: 'colleague' | 'account' | 'outside' | 'person' }
>
export type OutgoingEvent = keyof typeof OUTGOING_EVENTS
export const OUTGOING_EVENT_CODES = Object.keys(OUTGOING_EVENTS) as [OutgoingEvent, ...OutgoingEvent[]]

/** Stands in a text for the link that is made when it is sent, so that no link that opens something is ever stored. */
export const LINK_PLACE = '{link}'

/** When somebody hears of it. */
export const NOTICE_TIMES = ['now', 'daily', 'never'] as const
export type NoticeTime = (typeof NOTICE_TIMES)[number]

/** When what may be off comes to somebody who has not decided: each morning; the shared mailbox hears at once. */
export const USUAL_TIME: NoticeTime = 'daily'

export type NoticeEvent = {
  [Event in OutgoingEvent]: (typeof OUTGOING_EVENTS)[Event]['mayBeOff'] extends true ? Event : never
}[OutgoingEvent]
/** What somebody may decide about. */
export const NOTICE_EVENTS = OUTGOING_EVENT_CODES.filter(
  (event): event is NoticeEvent => OUTGOING_EVENTS[event].mayBeOff,
)
