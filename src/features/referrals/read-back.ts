import { ageOn, sayDay } from '../../platform/clock.ts'
import { formatNhsNumber, type PersonFacts } from '../people/public.ts'

/** Who somebody is, as it was given or as it stands. */
export type Identity = {
  nhsNumber?: string | null | undefined
  noNhsNumberBecause?: string | null | undefined
  givenName: string
  familyName: string
  bornOn: string
  address?: { lines: readonly string[]; postcode: string } | null | undefined
  facts: Pick<PersonFacts, 'fixedAddress'>
}

/** What is read aloud before a referral is sent, and the code that says it was these details. */
export type ReadBack = { code: string; sentences: string[] }

/** The number in the groups in which people say it, the name, the birth date in words with the age, the address. */
export function readBack(identity: Identity, today: string): ReadBack {
  const { nhsNumber, noNhsNumberBecause, givenName, familyName, bornOn, address } = identity
  const age = ageOn(bornOn, today)
  return {
    code: codeOf(
      JSON.stringify([
        nhsNumber ?? null,
        givenName,
        familyName,
        bornOn,
        address?.lines ?? null,
        address?.postcode ?? null,
      ]),
    ),
    sentences: [
      nhsNumber == null
        ? `No NHS number: ${(noNhsNumberBecause ?? 'not given').replaceAll('-', ' ')}.`
        : `NHS number ${formatNhsNumber(nhsNumber)}.`,
      `${givenName} ${familyName}.`,
      `Born ${sayDay(bornOn)}, ${age === 1 ? '1 year' : `${age} years`} old.`,
      address == null
        ? withoutAddress(identity.facts.fixedAddress)
        : `${[...address.lines, address.postcode].join(', ')}.`,
    ],
  }
}

function withoutAddress(fact: PersonFacts['fixedAddress']): string {
  switch (fact.answer) {
    case 'known':
      return fact.value ? 'Address not given.' : 'No fixed address.'
    case 'not-asked':
      return 'Address not asked.'
    case 'refused':
      return 'The person would not say where they live.'
    case 'unknown':
      return 'Address not known.'
  }
}

/**
 * Short, the same for the same details, another for details in which one sign differs (FNV-1a, twice). It stands against
 * slips, not against somebody who wants to send without reading: they could.
 */
function codeOf(text: string): string {
  let [first, second] = [0x811c9dc5, 0x9e3779b9]
  for (const sign of text) {
    const code = sign.codePointAt(0) ?? 0
    first = Math.imul(first ^ code, 0x01000193)
    second = Math.imul(second ^ code, 0x85ebca6b)
  }
  return `${(first >>> 0).toString(36).padStart(7, '0')}${(second >>> 0).toString(36).padStart(7, '0')}`
}
