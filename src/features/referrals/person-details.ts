import { type Person, PersonFacts } from '../people/public.ts'
import type { Identity } from './read-back.ts'
import type { Reachable } from './required-set.ts'

type Row = Pick<
  Person,
  | 'nhsNumber'
  | 'claimedNhsNumber'
  | 'noNhsNumberBecause'
  | 'givenName'
  | 'familyName'
  | 'bornOn'
  | 'addressLines'
  | 'addressHidden'
  | 'postcode'
  | 'phones'
  | 'email'
  | 'safeContact'
  | 'facts'
>

/**
 * Somebody as their record has them, in the shape in which a referrer gives somebody. A hidden address is not read back to
 * anybody: it counts as given.
 */
export const toDetails = (person: Row): Identity & Reachable => ({
  nhsNumber: person.nhsNumber ?? person.claimedNhsNumber,
  noNhsNumberBecause: person.noNhsNumberBecause,
  givenName: person.givenName,
  familyName: person.familyName,
  bornOn: person.bornOn,
  isAddressHidden: person.addressHidden,
  address:
    person.postcode === null || person.addressHidden
      ? null
      : { lines: person.addressLines ?? [], postcode: person.postcode },
  phones: person.phones,
  email: person.email,
  safeContact: person.safeContact,
  facts: PersonFacts.parse(person.facts),
})
