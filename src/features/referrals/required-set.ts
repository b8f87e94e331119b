import { z } from 'zod'
import type { PersonFacts } from '../people/public.ts'
import type { HomeVisitRisk, ReferralSource } from './kinds.ts'
import { OUTSIDE_SOURCES } from './outside.ts'

/** How somebody may be reached, as it was given; who they are is asked even of a draft. */
export type Reachable = {
  address?: unknown
  /** It stands on the record, and only those who visit read it. */
  isAddressHidden?: boolean
  phones: unknown
  email?: unknown
  safeContact?: unknown
  facts: Pick<PersonFacts, 'fixedAddress' | 'telephone'>
}

export type RequiredFacts = {
  person: Reachable
  needs: readonly string[]
  consent: string | undefined
  homeVisitRisk?: HomeVisitRisk | null | undefined
  source: ReferralSource
  /** The clinician, or somebody outside. */
  onBehalfOf?: unknown
  outsideReferrer?: unknown
}

export type Missing = { pointer: string; detail: string }

/**
 * What a referral lacks before it can be sent: the least that lets somebody be visited safely. Everything else may be not
 * asked, and is then the advisor's to ask. Each is said where it stands in a whole referral, with what to do.
 */
export function missingBeforeSending(facts: RequiredFacts): Missing[] {
  const { person, needs, consent, homeVisitRisk, source, onBehalfOf, outsideReferrer } = facts
  const missing: Missing[] = []
  const need = (isThere: boolean, pointer: string, detail: string) => {
    if (!isThere) missing.push({ pointer, detail })
  }
  need(
    person.address != null || person.isAddressHidden === true || isAnsweredNo(person.facts.fixedAddress),
    '#/person/address',
    'Enter the address with its postcode; or answer facts.fixedAddress: known and false for no fixed address, unknown when nobody knows it',
  )
  need(
    hasSafeWay(person) || isAnsweredNo(person.facts.telephone),
    '#/person/safeContact',
    'Give one way to reach the person that is safe, and what it needs (a phone number, an email address); or answer facts.telephone: known and false for no phone',
  )
  need(needs.length > 0, '#/needs', 'Choose at least one need')
  need(consent === 'given', '#/consent', 'Ask the person whether they agree to be referred, and give their answer')
  need(
    homeVisitRisk != null,
    '#/homeVisitRisk',
    'Say whether a home visit carries a risk: known, none-known or not-asked',
  )
  if (OUTSIDE_SOURCES.includes(source))
    need(outsideReferrer != null, '#/outsideReferrer', 'Name who asked, and say how they are answered')
  else need(onBehalfOf != null, '#/onBehalfOf', 'Name the clinician on whose behalf it is')
  return missing
}

/** Said to be none, refused, or not known: anything but not asked, or a yes without the thing itself. */
const isAnsweredNo = (fact: PersonFacts['telephone']): boolean =>
  fact.answer === 'known' ? !fact.value : fact.answer !== 'not-asked'

const SafeWays = z.object({ channels: z.array(z.string()) }).nullish()

/** A way that was said to be safe, and the number or address it takes. */
function hasSafeWay({ address, isAddressHidden, phones, email, safeContact }: Reachable): boolean {
  const channels = SafeWays.parse(safeContact)?.channels ?? []
  const hasPhone = Array.isArray(phones) && phones.length > 0
  return channels.some((channel) => {
    if (channel === 'letter') return address != null || isAddressHidden === true
    return channel === 'email' ? email != null : hasPhone
  })
}
