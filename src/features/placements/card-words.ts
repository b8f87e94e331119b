import type { Day } from '../../platform/clock.ts'
import { sayShortDay } from '../../platform/web/words.ts'
import type { CONSENT_WAYS } from '../people/public.ts'
import type { CardLine } from './card.ts'
import { CARD_LINES, type CardLineName } from './kinds.ts'

/** The names of the lines, as the group reads them. */
export const CARD_WORDS: Record<CardLineName, string> = {
  'food-and-allergies': 'Food and allergies',
  'mobility-and-transport': 'Getting about and getting there',
  'hearing-and-sight': 'Hearing and sight',
  'if-unwell': 'If they become unwell',
  'emergency-contact': 'In an emergency, ring',
  'likes-to-be-called': 'Likes to be called',
}

const WAYS: Record<(typeof CONSENT_WAYS)[number], string> = {
  'in-person': 'In person',
  'by-phone': 'By phone',
  'by-video': 'By video',
  'on-paper': 'On paper',
}

export const toCardPage = (lines: readonly CardLine[]) => ({
  lines: CARD_LINES.map((line) => ({
    words: `words-${line}`,
    agreed: `agreed-${line}`,
    label: CARD_WORDS[line],
    since: sayYes(lines.find((one) => one.line === line)),
  })),
  ways: Object.entries(WAYS).map(([value, text]) => ({ value, text })),
})

const sayYes = (line: CardLine | undefined): string | undefined =>
  line?.agreed == null
    ? undefined
    : `They agreed to these words on ${sayShortDay(line.agreed.on)}, ${WAYS[line.agreed.how].toLowerCase()}. Other words need another yes`

/** What stands in the boxes before anybody types. */
export const firstTypedOfCard = (lines: readonly CardLine[]): Record<string, string> =>
  Object.fromEntries(
    lines.flatMap(({ line, words, agreed }): [string, string][] => [
      [`words-${line}`, words],
      ...(agreed === null ? [] : [[`agreed-${line}`, 'yes'] as [string, string]]),
    ]),
  )

/** What was typed, as the lines of a card. A yes to the same words stays what it was; any other is of today. */
export function toCardLines(
  typed: { line: CardLineName; words: string; isAgreed: boolean }[],
  { before, how, today }: { before: readonly CardLine[]; how: (typeof CONSENT_WAYS)[number] | undefined; today: Day },
): CardLine[] {
  return typed.map(({ line, words, isAgreed }) => {
    const old = before.find((one) => one.line === line)
    const agreed = !isAgreed ? null : old?.agreed != null && old.words === words ? old.agreed : newYes(how, today)
    return { line, words, agreed }
  })
}

/** A yes of which nobody says how it was given is none. */
const newYes = (how: (typeof CONSENT_WAYS)[number] | undefined, today: Day) =>
  how === undefined ? null : { on: today, how }
