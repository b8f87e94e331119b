import type { MayBeTold } from './kinds.ts'
import { surnameKey, wordKey } from './names.ts'

export type Known = { name: string; mayBeTold: MayBeTold; callerWord: string | null }

/** What may be said to a caller now, and the one line that says so. */
export type Verdict = { mayBeTold: MayBeTold; wordFits: boolean | null; sentence: string }

const SAY_NOTHING =
  'Say nothing, not even whether we know this person. Take a name, a number and the message; the person decides'

/**
 * Whether and what may be said to somebody who rings. Nothing is the answer for everybody whom the person did not name. A
 * wrong word is nobody's; without a word agreed we ring back on the number that we have.
 */
export function checkCaller(known: Known | undefined, word: string | undefined): Verdict {
  if (known === undefined || known.mayBeTold === 'nothing')
    return { mayBeTold: 'nothing', wordFits: null, sentence: `${SAY_NOTHING}.` }
  const { name, mayBeTold, callerWord } = known
  const what = mayBeTold === 'all' ? 'everything' : 'practical things: visits, times and places, nothing else'
  const sentence = `${name} may be told ${what}.`
  if (callerWord === null)
    return {
      mayBeTold,
      wordFits: null,
      sentence: `${sentence} No word is agreed: ring back on the number in the record first.`,
    }
  if (word === undefined) return { mayBeTold, wordFits: null, sentence: `${sentence} Ask for the word first.` }
  if (wordKey(word) !== wordKey(callerWord) || wordKey(word) === '')
    return {
      mayBeTold: 'nothing',
      wordFits: false,
      sentence: 'The word is wrong: say nothing. Ring back on the number in the record.',
    }
  return { mayBeTold, wordFits: true, sentence: `The word is right. ${sentence}` }
}

/**
 * Who of the records gives this name: one, or nobody when two could be meant. On two records of one human the same name is
 * the same caller; on one record it is two.
 */
export function namedAs<K extends { name: string; personId: string }>(
  related: readonly K[],
  name: string,
): K | undefined {
  const same = related.filter((candidate) => surnameKey(candidate.name) === surnameKey(name) && surnameKey(name) !== '')
  return new Set(same.map(({ personId }) => personId)).size === same.length ? same[0] : undefined
}

type Permission = { mayBeTold: MayBeTold; agreedOn: string | null }

/** What is wrong with what a related person may be told: it needs the person's yes, on a day that has come. */
export function faultOfPermission({ mayBeTold, agreedOn }: Permission, today: string): string | undefined {
  if (mayBeTold === 'nothing') return undefined
  if (agreedOn === null) return 'Say when and how the person agreed to it: without their yes nothing may be told'
  return agreedOn > today ? 'Enter the day the person agreed: it cannot be in the future' : undefined
}
