import { Refusal } from '../../../platform/problems.ts'
import type { PersonFacts } from '../../people/public.ts'
import type { Scheme } from '../../schemes/public.ts'
import { CRITERIA, isFinal, unmetCriteria } from '../eligibility.ts'

/** Refuses someone whom the scheme cannot take. A draft may lack what is still to be asked. */
export function requireEligible(
  scheme: Scheme,
  person: { bornOn: string; facts: PersonFacts },
  today: string,
  { isDraft }: { isDraft: boolean },
): void {
  const unmet = unmetCriteria(scheme.settings.criteria, person, today).filter(
    (criterion) => !isDraft || isFinal(criterion),
  )
  if (unmet.length === 0) return
  const sentences = unmet.map((criterion) => CRITERIA[criterion])
  throw new Refusal(
    'not-eligible',
    sentences.join('. '),
    sentences.map((detail) => ({ pointer: '#/person', detail })),
  )
}
