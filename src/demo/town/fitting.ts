import { knownValue } from '../../features/people/facts.ts'
import type { Episode } from './episode.ts'

const OF_HER = /\b(she|her|herself|husband)\b/i
const OF_HIM = /\b(he|him|his|himself|wife)\b/i
const OF_INTERPRETING = /\binterpreter\b/i

/** Of words that somebody else writes about a person, those that can be true of this one. */
export function fitting<Words extends string>(
  { person: { facts } }: Pick<Episode, 'person'>,
  texts: readonly Words[],
): readonly Words[] {
  const sex = knownValue(facts.sex)
  const needsInterpreter = knownValue(facts.interpreterNeeded) === true
  const fits = texts.filter(
    (text) =>
      (sex === 'female' || !OF_HER.test(text)) &&
      (sex === 'male' || !OF_HIM.test(text)) &&
      (needsInterpreter || !OF_INTERPRETING.test(text)),
  )
  return fits.length === 0 ? texts : fits
}
