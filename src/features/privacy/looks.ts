import { surnameKey } from '../people/public.ts'

/*
 * What an officer reads of a look: when, who, at what kind of record, and what would make somebody ask why. Never the
 * content of the record.
 */

/** What to ask about: coincidence, more often than not, and never proof. */
export const LOOK_FLAGS = ['same-surname'] as const
export type LookFlag = (typeof LOOK_FLAGS)[number]

/** The last word of a member's name is compared as surnames of people are. */
export function flagsOf(look: { memberName: string; surnameKey: string }): LookFlag[] {
  const family = look.memberName.trim().split(/\s+/).at(-1) ?? ''
  return family !== '' && surnameKey(family) === look.surnameKey ? ['same-surname'] : []
}
