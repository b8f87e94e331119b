import type { FieldError } from '../../platform/problems.ts'
import { type SensitiveWord, withoutSensitive } from '../messages/public.ts'
import type { ContactChannel } from './kinds.ts'
import { REACH_PURPOSE_CODES, REACH_PURPOSES, type ReachPurpose } from './may-contact.ts'
import { NEWS_LETTERS, NEWS_SHORT, PERSON_NEWS, PERSON_NEWS_CODES, type PersonNews } from './news-texts.ts'
import { countSegments } from './text-segments.ts'

/** In what shape words reach a person: a letter on paper, what a caller says, a text, a mail. */
export const TEXT_FORMS = ['letter', 'call', 'text', 'mail'] as const
export type TextForm = (typeof TEXT_FORMS)[number]

export type TextKey = `${'letter' | 'call'}-${ReachPurpose}` | `${TextForm}-${PersonNews}` | 'text' | 'mail'
export type Words = { subject: string; body: string }
/** What a scheme changed; a key that is not there has the default. */
export type SchemeTexts = Partial<Record<TextKey, Words>>

/**
 * Every text by its key. A text and a mail are read by whoever holds the telephone, so there is one of each, for every purpose; of a
 * visit they say who and when.
 */
export const TEXT_KEYS: readonly [TextKey, ...TextKey[]] = [
  'text',
  'mail',
  ...REACH_PURPOSE_CODES.flatMap((purpose): TextKey[] => [`letter-${purpose}`, `call-${purpose}`]),
  ...PERSON_NEWS_CODES.flatMap((news) => TEXT_FORMS.map((form): TextKey => `${form}-${news}`)),
]

/** What may stand in braces. None of them leads to a need, an activity, an address or a note: those are never put in by a machine. */
export const PLACEHOLDERS = {
  name: 'the name of the person',
  service: 'the name of the advisor service',
  ringUs: 'a sentence that says whom to ring, and the number',
  who: 'the first name of who comes or rings',
  when: 'the day and the time',
} as const
export type Placeholder = keyof typeof PLACEHOLDERS

/** What each shape may say, and what it must. Who the person is stands in no text and no mail. */
export const FORM_RULES: Record<
  TextForm,
  { may: readonly Placeholder[]; must: readonly Placeholder[]; longest: number }
> = {
  letter: { may: ['name', 'service', 'ringUs'], must: ['name', 'ringUs'], longest: 4_000 },
  call: { may: ['name', 'service'], must: [], longest: 2_000 },
  text: { may: ['service', 'ringUs'], must: ['ringUs'], longest: 400 },
  mail: { may: ['service', 'ringUs'], must: ['ringUs'], longest: 2_000 },
}

/** The same of one text: who and when are known of a visit, and who of a referral that was taken up. */
export function rulesOf(key: TextKey): (typeof FORM_RULES)[TextForm] {
  const news = newsOf(key)
  const rules = FORM_RULES[formOf(key)]
  if (news === undefined) return rules
  const known: readonly Placeholder[] = news === 'referral-taken-up' ? ['who'] : ['who', 'when']
  return { ...rules, may: [...rules.may, ...known], must: [...rules.must, ...PERSON_NEWS[news].must] }
}

/** What stands above a text is seen by whoever looks at the screen or the pile: it names nobody but the service. */
const IN_SUBJECTS: readonly Placeholder[] = ['service']

/** A longer text comes in parts, some of them late, and costs for each. */
export const MOST_SEGMENTS = 2

export const toTextKey = (key: string): TextKey | undefined => TEXT_KEYS.find((known) => known === key)

export const formOf = (key: TextKey): TextForm => TEXT_FORMS.find((form) => key.startsWith(form)) ?? 'letter'

const purposeOf = (key: TextKey): ReachPurpose | undefined =>
  REACH_PURPOSE_CODES.find((purpose) => key === `letter-${purpose}` || key === `call-${purpose}`)

const newsOf = (key: TextKey): PersonNews | undefined =>
  PERSON_NEWS_CODES.find((news) => TEXT_FORMS.some((form) => key === `${form}-${news}`))

/** Read by whoever holds the telephone. */
const isShort = (key: TextKey): boolean => formOf(key) === 'text' || formOf(key) === 'mail'

const FORM_LABELS: Record<TextForm, string> = { letter: 'Letter', call: 'Call', text: 'Text', mail: 'Mail' }
export function labelOfText(key: TextKey): string {
  const [purpose, news] = [purposeOf(key), newsOf(key)]
  const of = purpose === undefined ? 'for every purpose' : REACH_PURPOSES[purpose].label
  const about = news === undefined ? of : PERSON_NEWS[news].label
  return `${FORM_LABELS[formOf(key)]}: ${about}`
}

/** The default for England, in plain words. */
const DEFAULTS: Record<ReachPurpose, Words> = {
  'first-contact': {
    subject: 'Your referral to us',
    body: 'You were referred to us, and we would like to talk with you about what matters to you. Please ring us when it suits you. It is your choice whether to take part.',
  },
  appointment: {
    subject: 'Your appointment',
    body: 'We have agreed to meet. If the time no longer suits you, please ring us.',
  },
  reminder: { subject: 'A reminder', body: 'We are to meet soon. If the time no longer suits you, please ring us.' },
  'still-wanted': {
    subject: 'Would you still like our help?',
    body: 'You have waited, and we are sorry. Please ring us to say whether you would still like our help. If you would not, you need do nothing more.',
  },
  'could-not-reach': {
    subject: 'We tried to reach you',
    body: 'We tried to reach you and could not. Please ring us when it suits you, and tell us which way and time are best.',
  },
  plan: {
    subject: 'Your plan',
    body: 'Here is a note of what we agreed together. Please ring us if something is not right.',
  },
  closing: {
    subject: 'Our work together has ended',
    body: 'Our work together has ended for now. You can be referred again whenever you wish, or ring us.',
  },
  answer: { subject: 'An answer to your question', body: 'You asked us something. Please ring us and we will answer.' },
  survey: {
    subject: 'How was it?',
    body: 'We would like to know how it was for you. Please ring us; you need not if you would rather not.',
  },
}

const SHORT_SUBJECT = 'From {service}'

export function defaultText(key: TextKey): Words {
  const [purpose, news] = [purposeOf(key), newsOf(key)]
  if (news !== undefined && isShort(key)) return { subject: SHORT_SUBJECT, body: NEWS_SHORT[news] }
  const words = news !== undefined ? NEWS_LETTERS[news] : purpose !== undefined ? DEFAULTS[purpose] : undefined
  if (words === undefined) return { subject: SHORT_SUBJECT, body: '{ringUs}' }
  return formOf(key) === 'letter' ? { ...words, body: toLetter(words.body) } : words
}

const toLetter = (body: string): string => `Dear {name},\n\n${body}\n\n{ringUs}`

export type TextFacts = {
  name: string
  serviceName: string
  servicePhone: string | null
  /** The first name of who comes or rings, while somebody is known. */
  who?: string | undefined
  /** The day and time in words. */
  when?: string | undefined
}

/** The words with what stands in braces put in, once: what is put in is not read again. */
export function fillIn(key: TextKey, { subject, body }: Words, facts: TextFacts): Words {
  const { name, serviceName, who = 'Somebody', when = 'the day we agreed' } = facts
  const values: Record<Placeholder, string> = {
    name,
    service: serviceName,
    ringUs: ringUs(key, facts),
    who,
    when,
  }
  const fill = (text: string) =>
    text.replaceAll(/\{(\w+)\}/g, (whole, word: string) => (isPlaceholder(word) ? values[word] : whole))
  return { subject: fill(subject).slice(0, 200), body: fill(body) }
}

/** The number is the service's: one to check a caller by is never the caller's own. */
function ringUs(key: TextKey, { serviceName, servicePhone }: TextFacts): string {
  if (newsOf(key) !== undefined && isShort(key))
    return servicePhone === null
      ? `To change it or to ask who it is: ${serviceName}.`
      : `To change it or to ask who it is, ring ${servicePhone}.`
  return servicePhone === null
    ? `Please get in touch with ${serviceName}.`
    : `Please ring ${serviceName} on ${servicePhone}.`
}

const isPlaceholder = (word: string): word is Placeholder => Object.hasOwn(PLACEHOLDERS, word)

/** Words each way for a purpose: those of the scheme, or what a colleague wrote for this once. */
export function textsFor(
  purpose: ReachPurpose,
  facts: TextFacts,
  { words, texts }: { words: Words | undefined; texts: SchemeTexts },
): Record<ContactChannel, Words> {
  const say = (key: TextKey) => sayIn(texts, key, facts)
  const letter = say(`letter-${purpose}`)
  return {
    phone: words ?? say(`call-${purpose}`),
    text: say('text'),
    email: say('mail'),
    letter: words === undefined ? letter : { ...words, body: toWrittenLetter(`letter-${purpose}`, words.body, facts) },
  }
}

/** Words each way for what a person hears by itself, in those of the scheme. */
export function newsTexts(news: PersonNews, facts: TextFacts, texts: SchemeTexts): Record<ContactChannel, Words> {
  return {
    phone: sayIn(texts, `call-${news}`, facts),
    text: sayIn(texts, `text-${news}`, facts),
    email: sayIn(texts, `mail-${news}`, facts),
    letter: sayIn(texts, `letter-${news}`, facts),
  }
}

const sayIn = (texts: SchemeTexts, key: TextKey, facts: TextFacts): Words =>
  fillIn(key, texts[key] ?? defaultText(key), facts)

/** What a colleague wrote is not searched for braces. */
function toWrittenLetter(key: TextKey, body: string, facts: TextFacts): string {
  const [before, after] = fillIn(key, { subject: '', body: toLetter('\u0000') }, facts).body.split('\u0000')
  return `${before ?? ''}${body}${after ?? ''}`
}

/** What is wrong with words that a scheme wants, each with what to do; `sensitive` are the names of what nobody else may read. */
export function faultsOfText(
  key: TextKey,
  words: Words,
  { facts, sensitive }: { facts: TextFacts; sensitive: readonly SensitiveWord[] },
): FieldError[] {
  const form = formOf(key)
  const { may, must, longest } = rulesOf(key)
  const filled = fillIn(key, words, facts).body
  return [
    ...faultsIn(words.subject, '#/subject', { may: IN_SUBJECTS, must: [] }),
    ...faultsIn(words.body, '#/body', { may, must }),
    ...(words.body.length > longest ? [{ pointer: '#/body', detail: `Write ${longest} characters at most` }] : []),
    ...(form === 'text' && countSegments(filled) > MOST_SEGMENTS
      ? [
          {
            pointer: '#/body',
            detail: `Make it shorter: as it is it needs ${countSegments(filled)} texts, and ${MOST_SEGMENTS} are the most`,
          },
        ]
      : []),
    ...(['subject', 'body'] as const).flatMap((field) =>
      sensitive
        .filter((name) => withoutSensitive(words[field], [name]) !== words[field])
        .map(({ word }) => ({
          pointer: `#/${field}`,
          detail: `Leave out “${word}”: whoever opens it would know`,
        })),
    ),
  ]
}

function faultsIn(
  text: string,
  pointer: string,
  { may, must }: { may: readonly Placeholder[]; must: readonly Placeholder[] },
): FieldError[] {
  const used = [...text.matchAll(/\{([^{}]*)\}/g)].map(([, word = '']) => word)
  const allowed = may.map((word) => `{${word}}`).join(', ')
  const unknown = used.filter((word) => !may.some((placeholder) => placeholder === word))
  const isBroken = /[{}]/.test(text.replaceAll(/\{[^{}]*\}/g, ''))
  return [
    ...unknown.map((word) => ({ pointer, detail: `{${word}} may not stand here; these may: ${allowed}` })),
    ...(isBroken ? [{ pointer, detail: `A brace is alone; in braces these may stand: ${allowed}` }] : []),
    ...must
      .filter((word) => !used.includes(word))
      .map((word) => ({ pointer, detail: `Put in {${word}}: ${PLACEHOLDERS[word]}` })),
  ]
}
