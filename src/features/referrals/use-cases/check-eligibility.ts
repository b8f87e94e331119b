import type { Context } from '../../../platform/context.ts'
import type { PersonFacts } from '../../people/public.ts'
import { getScheme } from '../../schemes/public.ts'
import { CRITERIA, type Criterion, unmetCriteria } from '../eligibility.ts'

type Answer = { eligible: boolean; unmet: { criterion: Criterion; sentence: string }[] }

/** Answers before a form is filled in whether the scheme could take this person. */
export async function checkEligibility(
  context: Context,
  person: { bornOn: string; facts: PersonFacts },
): Promise<Answer> {
  const { settings } = await getScheme(context)
  const unmet = unmetCriteria(settings.criteria, person, context.today())
  return {
    eligible: unmet.length === 0,
    unmet: unmet.map((criterion) => ({ criterion, sentence: CRITERIA[criterion] })),
  }
}
