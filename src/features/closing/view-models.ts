import type { z } from 'zod'
import { sayDay } from '../../platform/clock.ts'
import { type ReferralBody, sayPerson } from '../referrals/public.ts'
import { GOAL_RESULT_FACTS, LEFT_FOR_FACTS } from './kinds.ts'

type Typed = Readonly<Record<string, string | string[] | undefined>>
type Referral = z.infer<typeof ReferralBody>

const itemsOf = (facts: Record<string, { words: string }>) =>
  Object.entries(facts).map(([value, { words }]) => ({
    value,
    text: words.charAt(0).toUpperCase() + words.slice(1),
  }))

/** What may be chosen when an episode is closed. */
export const CLOSE_CHOICES = { results: itemsOf(GOAL_RESULT_FACTS), leftFor: itemsOf(LEFT_FOR_FACTS) }

export const sayWhose = ({ person, reference }: Referral): string =>
  `${sayPerson(person)}, born ${sayDay(person.bornOn)}, ${reference}`

/** What was chosen, in words, to be read once more. */
export function toReadBack(
  typed: Typed,
  {
    goals,
    reasons,
  }: { goals: readonly { id: string; words: string }[]; reasons: readonly { value: string; text: string }[] },
) {
  const chosen = (items: readonly { value: string; text: string }[], name: string) =>
    items.find(({ value }) => value === typed[name])?.text ?? ''
  return [
    { key: 'Why it ends', value: chosen(reasons, 'reason') },
    ...goals.map(({ id, words }) => ({ key: words, value: chosen(CLOSE_CHOICES.results, `result-${id}`) })),
  ]
}
