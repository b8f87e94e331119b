import type { Rung } from './kinds.ts'

/*
 * No reply at the door: somebody who expected us does not answer. It is no missed appointment but a worry, which ends when
 * somebody has spoken to the person or knows where they are.
 */

export const RUNG_WORDS: Record<Rung, string> = {
  'at-the-door': 'Knock again, ring, look: were we expected, is anything seen or heard?',
  neighbour: 'Ask a neighbour, or whoever has a key',
  'emergency-contact': 'Ring the emergency contact',
  practice: 'Ring the practice and say that it is for today',
  'emergency-services': 'Ring 999 and say that you fear for somebody behind this door',
}

/** The next rung of the scheme's order that nobody has tried; undefined when all were, and it is 999's. */
export const nextRung = (order: readonly Rung[], tried: readonly Rung[]): Rung | undefined =>
  order.find((rung) => !tried.includes(rung))
