import { ageOn } from '../../platform/clock.ts'
import { knownValue, type PersonFacts } from '../people/public.ts'

export type Criteria = { minimumAge: number; longTermConditionOrCarer: boolean; riskTiers: readonly string[] }
type Facts = Pick<PersonFacts, 'longTermConditions' | 'riskTier' | 'isCarer'>

export const CRITERIA = {
  'minimum-age': 'The person is younger than the scheme takes',
  'long-term-condition-or-carer':
    'The scheme is for people with a long-term condition and for carers: give the condition, or say that the person is a carer',
  'risk-tier': 'The risk tier is not one the scheme takes',
} as const
export type Criterion = keyof typeof CRITERIA

/** What cannot be mended by asking more: a draft is refused for these alone. */
export const isFinal = (criterion: Criterion): boolean => criterion !== 'long-term-condition-or-carer'

/**
 * The criteria of the scheme that a person does not meet, checked before anything else is asked.
 * What was not asked is no ground to turn someone away, but for the condition: it is what the scheme is for.
 */
export function unmetCriteria(
  criteria: Criteria,
  person: { bornOn: string; facts: Facts },
  today: string,
): Criterion[] {
  const { longTermConditions, riskTier, isCarer } = person.facts
  const unmet: Criterion[] = []
  if (ageOn(person.bornOn, today) < criteria.minimumAge) unmet.push('minimum-age')
  const hasCondition = (knownValue(longTermConditions)?.length ?? 0) > 0
  if (criteria.longTermConditionOrCarer && !hasCondition && knownValue(isCarer) !== true)
    unmet.push('long-term-condition-or-carer')
  const tier = knownValue(riskTier)
  if (criteria.riskTiers.length > 0 && tier !== undefined && !criteria.riskTiers.includes(tier)) unmet.push('risk-tier')
  return unmet
}
