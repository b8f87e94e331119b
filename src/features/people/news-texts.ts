import type { ReachPurpose } from './may-contact.ts'

/**
 * What a person hears of their episode by itself: each kind while the scheme wants it, for which purpose the gate is asked, and what its
 * words must hold, so that nobody is told of a visit without its day.
 */
export const PERSON_NEWS = {
  'referral-taken-up': {
    setting: 'acknowledgement',
    purpose: 'first-contact',
    label: 'the referral was taken up',
    must: [],
  },
  'visit-planned': {
    setting: 'appointment',
    purpose: 'appointment',
    label: 'a visit is planned',
    must: ['who', 'when'],
  },
  'visit-moved': { setting: 'appointment', purpose: 'appointment', label: 'a visit was moved', must: ['who', 'when'] },
  'visit-cancelled': { setting: 'appointment', purpose: 'appointment', label: 'a visit was cancelled', must: ['when'] },
  'visit-reminder': { setting: 'reminder', purpose: 'reminder', label: 'a visit is soon', must: ['who', 'when'] },
  'session-cancelled': {
    setting: 'appointment',
    purpose: 'appointment',
    label: 'a session is cancelled',
    must: ['when'],
  },
  'session-moved': { setting: 'appointment', purpose: 'appointment', label: 'a session is moved', must: ['when'] },
} as const satisfies Record<
  string,
  { setting: string; purpose: ReachPurpose; label: string; must: readonly ('who' | 'when')[] }
>
export type PersonNews = keyof typeof PERSON_NEWS
export const PERSON_NEWS_CODES = Object.keys(PERSON_NEWS) as [PersonNews, ...PersonNews[]]

/** What a letter or a call says by default; nothing says why somebody was referred. */
export const NEWS_LETTERS: Record<PersonNews, { subject: string; body: string }> = {
  'referral-taken-up': {
    subject: 'We have your referral',
    body: 'We have your referral, thank you for waiting. {who} from {service} will get in touch with you. It is your choice whether to take part, and you can ring us before that.',
  },
  'visit-planned': {
    subject: 'When we see you',
    body: '{who} from {service} is to see you on {when}. If the time does not suit you, ring us and we find another. If you are not sure who is at the door, leave it closed and ring us first: we tell you who comes.',
  },
  'visit-moved': {
    subject: 'A change: when we see you',
    body: 'There is a change. {who} from {service} is to see you on {when}, and nobody at the time before. If that does not suit you, ring us. If you are not sure who is at the door, leave it closed and ring us first.',
  },
  'visit-cancelled': {
    subject: 'We do not come',
    body: 'We are sorry: nobody from {service} comes on {when}. Ring us to find another time. If somebody comes who says that they are from us, leave the door closed and ring us.',
  },
  'visit-reminder': {
    subject: 'When we see you',
    body: '{who} from {service} is to see you on {when}. If the time no longer suits you, ring us. If you are not sure who is at the door, leave it closed and ring us first.',
  },
  'session-cancelled': {
    subject: 'It is not on this time',
    body: 'What you come to is not held on {when}. We are sorry. It goes on as usual after that. Ring us if you would like to talk about it.',
  },
  'session-moved': {
    subject: 'A change: when it is held',
    body: 'There is a change. What you come to is held on {when}, and not at the time before. If that does not suit you, ring us.',
  },
}

/** A text and a mail say who and when, for somebody who named them as safe, and no word of what it is about. */
export const NEWS_SHORT: Record<PersonNews, string> = {
  'referral-taken-up': '{who} will get in touch with you. {ringUs}',
  'visit-planned': '{who}: {when}. {ringUs}',
  'visit-moved': 'A change. {who}: {when}. {ringUs}',
  'visit-cancelled': 'Not on {when}. We are sorry. {ringUs}',
  'visit-reminder': '{who}: {when}. {ringUs}',
  'session-cancelled': 'Not held on {when}. We are sorry. {ringUs}',
  'session-moved': 'A change. It is held on {when}. {ringUs}',
}

/** How somebody is called at a door: by their first name, without a title before it. */
export const firstNameOf = (name: string): string =>
  name
    .trim()
    .split(/\s+/)
    .find((part) => !/^(?:mr|mrs|ms|miss|mx|dr|sister)\.?$/i.test(part)) ?? name
