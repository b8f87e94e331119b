import type { SchemeSettings } from './settings.ts'

/** What a scheme still lacks before its first referral, each with what to do about it. */
export type Missing = { what: string; todo: string }

const PHONES = {
  crisisLine: 'a crisis line',
  adultSafeguarding: 'adult safeguarding',
  outOfHours: 'the service out of hours',
} as const

/** A telephone number that is not known when it is needed, or a concern that reaches nobody, could cost a life. */
export function missingBeforeLive({ safety }: SchemeSettings): Missing[] {
  const phones = (Object.keys(PHONES) as (keyof typeof PHONES)[])
    .filter((name) => safety.phones[name] === null)
    .map((name) => ({ what: `phone-${name}`, todo: `Enter the telephone number of ${PHONES[name]}` }))
  const ladder =
    safety.concernLadder.length < 2
      ? [{ what: 'concern-ladder', todo: 'Name somebody on duty for concerns, and somebody who stands in' }]
      : []
  const alarm =
    safety.loneWorkingLadder.length < 2
      ? [{ what: 'lone-working-ladder', todo: 'Name two people at least who are told when a worker is not back' }]
      : []
  return [...phones, ...ladder, ...alarm]
}
