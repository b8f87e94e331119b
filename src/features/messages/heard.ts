import { type Author, composeMessage } from './compose.ts'
import { MESSAGE_KIND_FACTS, type MessageKind } from './kinds.ts'

/**
 * How much an organisation hears of a person, by the person's word. `summary`: what happened and what the practice should
 * do, without goals, notes and names of activities. `only-that-it-happened`: the fact, its code and its date.
 */
export const HEARD_LEVELS = ['everything', 'summary', 'only-that-it-happened'] as const
export type HeardLevel = (typeof HEARD_LEVELS)[number]

/** Of several answers about one human the one that says least. */
export const strictest = (levels: readonly HeardLevel[]): HeardLevel | undefined =>
  HEARD_LEVELS.findLast((level) => levels.includes(level))

/** A line of a message; a plain text is heard at every level. */
export type Line = string | { text: string; at: readonly HeardLevel[] }
export const inFull = (text: string): Line => ({ text, at: ['everything'] })
export const inSummary = (text: string): Line => ({ text, at: ['everything', 'summary'] })
export const summaryOnly = (text: string): Line => ({ text, at: ['summary'] })
export const barely = (text: string): Line => ({ text, at: ['only-that-it-happened'] })

/** A message before it is known who hears how much of it. `body` is the whole of it. */
export type Letter = { title: string; body: string; lines: readonly Line[]; author: Author; on: string }

export const writeLetter = (title: string, lines: readonly Line[], author: Author, on: string): Letter => ({
  title,
  lines,
  author,
  on,
  body: composeMessage(linesAt('everything', lines), author, on),
})

const linesAt = (level: HeardLevel, lines: readonly Line[]): string[] =>
  lines.flatMap((line) => (typeof line === 'string' ? [line] : line.at.includes(level) ? [line.text] : []))

/** What stands first in a text that the person's own online record must not show. */
export const NOT_FOR_ONLINE_VIEWING =
  'NOT FOR ONLINE VIEWING: do not show this in the person’s online record. Somebody else may read it there.'

/** The message as one recipient hears it: the only place where a text for an organisation is made. */
export function toHeard(
  level: HeardLevel,
  { title, lines, author, on }: Pick<Letter, 'title' | 'lines' | 'author' | 'on'>,
  { notForOnlineViewing, sensitive }: { notForOnlineViewing: boolean; sensitive: readonly SensitiveWord[] },
): { title: string; body: string } {
  const texts = linesAt(level, lines).map((text) => withoutSensitive(text, sensitive))
  return {
    title: withoutSensitive(title, sensitive),
    body: composeMessage(notForOnlineViewing ? [NOT_FOR_ONLINE_VIEWING, ...texts] : texts, author, on),
  }
}

/** A name that says what somebody may not have told: of an activity, or of a category or need of the scheme's lists. */
export type SensitiveWord = { word: string; is: 'activity' | 'need' }

/** What stands in its place, for anyone not placing it. */
export const INSTEAD_OF = { activity: 'a support service', need: 'a need' } as const

/** The one function that takes sensitive names out of words that somebody wrote. The longest first: one may hold another. */
export function withoutSensitive(text: string, sensitive: readonly SensitiveWord[]): string {
  const longestFirst = [...sensitive].filter(({ word }) => word !== '').sort((a, b) => b.word.length - a.word.length)
  return longestFirst.reduce((rest, { word, is }) => rest.replace(toPattern(word), INSTEAD_OF[is]), text)
}

/** In any case, with any space between its words, and not inside another word. */
const toPattern = (word: string): RegExp => {
  const words = word
    .trim()
    .split(/\s+/)
    .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  return new RegExp(`(?<![\\p{Letter}\\p{Number}])${words.join('\\s+')}(?![\\p{Letter}\\p{Number}])`, 'giu')
}

/** How an organisation hears of a person now. */
export type Hearing = {
  level: HeardLevel
  /** The person took back, or refused, that it is shared with them. */
  saidNo: boolean
}

/**
 * What one kind of message carries to a recipient; `nothing`: it is not sent. What is needed for somebody's safety, or to
 * get a record right, is always said whole. After a no only the end is still told, and barely: a practice must not wait.
 */
export function heardOf(
  message: { kind: MessageKind; isSameDay: boolean },
  { level, saidNo }: Hearing,
): HeardLevel | 'nothing' {
  const { weight } = MESSAGE_KIND_FACTS[message.kind]
  if (message.isSameDay || weight === 'needed') return 'everything'
  if (!saidNo) return level
  return weight === 'end' ? 'only-that-it-happened' : 'nothing'
}

/** How much of an episode an organisation reads when it looks for itself. */
export const readingLevel = ({ level, saidNo }: Hearing): HeardLevel => (saidNo ? 'only-that-it-happened' : level)
