import type { ContactChannel } from './kinds.ts'
import type { ReachPurpose } from './may-contact.ts'
import type { TextFacts, Words } from './reach-texts.ts'

/** What a person hears of their episode by itself, each kind while the scheme wants it, and for which purpose the gate is asked. */
export const PERSON_NEWS = {
  'referral-taken-up': { setting: 'acknowledgement', purpose: 'first-contact' },
  'visit-planned': { setting: 'appointment', purpose: 'appointment' },
  'visit-moved': { setting: 'appointment', purpose: 'appointment' },
  'visit-cancelled': { setting: 'appointment', purpose: 'appointment' },
  'visit-reminder': { setting: 'reminder', purpose: 'reminder' },
} as const satisfies Record<string, { setting: string; purpose: ReachPurpose }>
export type PersonNews = keyof typeof PERSON_NEWS

/** What a letter or a call says of it. `{who}`, `{when}` and `{service}` are put in; nothing says why somebody was referred. */
const NEWS_LETTERS: Record<PersonNews, Words> = {
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
}

/** A text and a mail say who and when, for somebody who named them as safe, and no word of what it is about. */
const NEWS_TEXTS: Record<PersonNews, string> = {
  'referral-taken-up': '{who} will get in touch with you.',
  'visit-planned': '{who}: {when}.',
  'visit-moved': 'A change. {who}: {when}.',
  'visit-cancelled': 'Not on {when}. We are sorry.',
  'visit-reminder': '{who}: {when}.',
}

export type NewsFacts = TextFacts & { who: string | null; when: string | null }

/** The words each way. */
export function newsTexts(news: PersonNews, facts: NewsFacts): Record<ContactChannel, Words> {
  const { name, serviceName, servicePhone, who, when } = facts
  const fill = (words: string) =>
    words
      .replaceAll('{who}', who ?? 'Somebody')
      .replaceAll('{when}', when ?? 'the day we agreed')
      .replaceAll('{service}', serviceName)
  const { subject } = NEWS_LETTERS[news]
  const body = fill(NEWS_LETTERS[news].body)
  const short = { subject: `From ${serviceName}`, body: `${fill(NEWS_TEXTS[news])} ${ringUs(facts)}` }
  const number = servicePhone === null ? '' : `\n\nOur number: ${servicePhone}`
  return {
    phone: { subject, body },
    text: short,
    email: short,
    letter: { subject, body: `Dear ${name},\n\n${body}${number}` },
  }
}

/** The number is the service's: one to check a caller by is never the caller's own. */
const ringUs = ({ serviceName, servicePhone }: TextFacts): string =>
  servicePhone === null
    ? `To change it or to ask who it is: ${serviceName}.`
    : `To change it or to ask who it is, ring ${servicePhone}.`

/** How somebody is called at a door: by their first name, without a title before it. */
export const firstNameOf = (name: string): string =>
  name
    .trim()
    .split(/\s+/)
    .find((part) => !/^(?:mr|mrs|ms|miss|mx|dr|sister)\.?$/i.test(part)) ?? name
