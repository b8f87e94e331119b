import { NO_REPLY_RUNGS } from '../schemes/public.ts'

export const CONTACT_WAYS = [
  'home-visit',
  'community-visit',
  'practice-visit',
  'telephone',
  'video',
  'text',
  'email',
  'letter',
  'meeting',
] as const
export type ContactWay = (typeof CONTACT_WAYS)[number]

/** Ways that can be sent one way: whether the person took part is asked only when they answered. */
const WRITTEN_WAYS: readonly ContactWay[] = ['text', 'email', 'letter']
export const isWritten = (way: ContactWay): boolean => WRITTEN_WAYS.includes(way)

export const CONTACT_PURPOSES = ['first-contact', 'assessment', 'review', 'support'] as const
export type ContactPurpose = (typeof CONTACT_PURPOSES)[number]

/** Why a contact did not happen. One that was cancelled was no try to reach the person; every other one was. */
export const NOT_HAPPENED_REASONS = {
  'person-cancelled': { isCancelled: true },
  'service-cancelled': { isCancelled: true },
  'referral-ended': { isCancelled: true },
  'not-reached': { isCancelled: false },
  'message-left': { isCancelled: false },
  'no-reply-at-door': { isCancelled: false },
  'not-safe': { isCancelled: false },
} as const satisfies Record<string, { isCancelled: boolean }>
export type NotHappenedReason = keyof typeof NOT_HAPPENED_REASONS
export const NOT_HAPPENED_REASON_NAMES = Object.keys(NOT_HAPPENED_REASONS) as [
  NotHappenedReason,
  ...NotHappenedReason[],
]

export const CANCELLED_REASONS = NOT_HAPPENED_REASON_NAMES.filter((reason) => NOT_HAPPENED_REASONS[reason].isCancelled)
export const isCancelled = (reason: NotHappenedReason): boolean => NOT_HAPPENED_REASONS[reason].isCancelled

/** What a worker may give; `referral-ended` is what the end of a referral says of contacts that were still planned. */
export const GIVEN_REASONS = NOT_HAPPENED_REASON_NAMES.filter((reason) => reason !== 'referral-ended')

/** Whether the person took part in what happened: asked apart from whether it happened. */
export const ATTENDANCES = ['attended', 'did-not-attend', 'could-not-take-part'] as const
export type Attendance = (typeof ATTENDANCES)[number]

/** Whose words a note holds. */
export const NOTE_SOURCES = ['person', 'someone-else', 'seen'] as const
export type NoteSource = (typeof NOTE_SOURCES)[number]

/** Why a note is for the service alone, and is read by somebody before the person is sent a copy. */
export const NOTE_MARKS = ['in-confidence', 'could-harm'] as const
export type NoteMark = (typeof NOTE_MARKS)[number]

/** Whom to ask when nobody opens; the scheme says in which order. */
export const RUNGS = NO_REPLY_RUNGS
export type Rung = (typeof RUNGS)[number]

/** How a worry at a door ended. */
export const FOUND = [
  'spoke-to-person',
  'with-family-or-friends',
  'in-hospital',
  'found-by-emergency-services',
  'died',
] as const
export type Found = (typeof FOUND)[number]

/** What was found of a lone worker who was not back. */
export const WORKER_FOUND = ['checked-out', 'safe', 'hurt', 'emergency-services-sent'] as const
export type WorkerFound = (typeof WORKER_FOUND)[number]

/** What changed about a planned contact because its worker is away: each person hears of it, by telephone. */
export const VISIT_CHANGES = ['another-worker', 'moved', 'cancelled'] as const
export type VisitChangeKind = (typeof VISIT_CHANGES)[number]

/** How somebody was told. Nobody is told by a message on a machine that others hear, unless the person allows it. */
export const TOLD_HOW = ['spoke-to-person', 'spoke-to-household', 'message-left', 'another-way'] as const
export type ToldHow = (typeof TOLD_HOW)[number]

/** What a person hears of a visit by itself. */
export const VISIT_NEWS = ['visit-planned', 'visit-moved', 'visit-cancelled', 'visit-reminder'] as const
export type VisitNews = (typeof VISIT_NEWS)[number]
