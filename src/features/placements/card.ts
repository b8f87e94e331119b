import type { CONSENT_WAYS } from '../people/public.ts'
import type { CardLineName } from './kinds.ts'

/** One line of a need-to-know card, with the person's yes to it, when they gave one. */
export type CardLine = {
  line: CardLineName
  words: string
  agreed: { on: string; how: (typeof CONSENT_WAYS)[number] } | null
}

/** What a group reads: the lines that the person agreed to. */
export const agreedLines = (lines: readonly CardLine[]): CardLine[] => lines.filter(({ agreed }) => agreed !== null)

export type CardFault = { index: number; field: 'line' | 'agreed' | 'agreed/on'; detail: string }

/** The first thing that is wrong with a card as it would stand: a yes is to these words, on a day that has come. */
export function faultOfCard(
  lines: readonly CardLine[],
  before: readonly CardLine[],
  today: string,
): CardFault | undefined {
  for (const [index, { line, words, agreed }] of lines.entries()) {
    if (lines.findIndex((other) => other.line === line) !== index)
      return { index, field: 'line', detail: 'Write each line once' }
    if (agreed === null) continue
    if (agreed.on > today)
      return { index, field: 'agreed/on', detail: 'Enter the day the person agreed: it cannot be in the future' }
    const old = before.find((other) => other.line === line)
    const isSameYes = old !== undefined && old.agreed !== null && agreed.on <= old.agreed.on && agreed.on < today
    if (isSameYes && old.words !== words)
      return { index, field: 'agreed', detail: 'The words have changed: read them to the person and ask again' }
  }
  return undefined
}
