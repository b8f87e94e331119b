import { nameKey, surnameKey } from '../people/public.ts'

/*
 * What an officer reads of a look: when, who, at what kind of record, and what would make somebody ask why. Never the
 * content of the record.
 */

/** What to ask about: coincidence, more often than not, and never proof. */
export const LOOK_FLAGS = [
  'same-surname',
  'own-record',
  'same-address',
  'neighbour',
  'colleague',
  'colleague-nearby',
] as const
export type LookFlag = (typeof LOOK_FLAGS)[number]

/** The last word of a member's name is compared as surnames of people are. */
export function flagsOf(look: { memberName: string; surnameKey: string }): LookFlag[] {
  const key = surnameKeyOf(look.memberName)
  return key !== '' && key === look.surnameKey ? ['same-surname'] : []
}

const wordsOf = (name: string): string[] => name.trim().split(/\s+/)

export const surnameKeyOf = (memberName: string): string => surnameKey(wordsOf(memberName).at(-1) ?? '')

/** Given name and surname as `people.name_key` has them; '' for a name of one word, which is nobody's. */
export function nameKeyOf(memberName: string): string {
  const words = wordsOf(memberName)
  return words.length < 2 ? '' : nameKey(words.slice(0, -1).join(' '), words.at(-1) ?? '')
}
