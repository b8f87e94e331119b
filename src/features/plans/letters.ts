import { sayDay } from '../../platform/clock.ts'
import { type Author, composeMessage } from '../messages/public.ts'
import { type DecisionRecord, decidedInWords } from '../people/public.ts'
import { type About, aboutReferral } from '../referrals/public.ts'
import type { OBJECTION_ANSWERS } from './kinds.ts'

type Signed = About & { author: Author; on: string }
type Letter = { title: string; body: string }

/** A goal as a message may say it; one about a sensitive need says neither the need nor the person's words. */
export type GoalInBrief = { need: string | undefined; words: string; isSensitive: boolean }

const brief = ({ need, words, isSensitive }: GoalInBrief): string => {
  if (isSensitive) return '- A need: read the plan in the record'
  return need === undefined ? `- ${words}` : `- ${need}: ${words}`
}

export const planAgreed = (
  facts: Signed & {
    decision: DecisionRecord | null
    agreedOn: string
    version: number
    reviewOn: string
    goals: readonly GoalInBrief[]
  },
): Letter => ({
  title:
    facts.version === 1
      ? `Plan agreed on referral ${facts.reference}`
      : `Plan agreed on referral ${facts.reference}, version ${facts.version}`,
  body: composeMessage(
    [
      aboutReferral(facts),
      `${decidedInWords(facts.decision)} agreed ${facts.decision === null ? 'their' : 'the'} plan on ${sayDay(facts.agreedOn)}. It is reviewed by ${sayDay(facts.reviewOn)}. Their goals:`,
      ...facts.goals.map(brief),
      'You may object to a line in the record, with your reason. Nothing waits for it.',
    ],
    facts.author,
    facts.on,
  ),
})

const CAME_OF_IT: Record<(typeof OBJECTION_ANSWERS)[number], string> = {
  changed: 'The plan was changed.',
  talked: 'We talked about it with the person.',
  'person-wants-it': 'The person wants it as it is.',
}

export const objectionAnswered = (
  facts: Signed & { reason: string; answer: keyof typeof CAME_OF_IT; note: string },
): Letter => ({
  title: `Your objection to the plan on referral ${facts.reference} was answered`,
  body: composeMessage(
    [aboutReferral(facts), CAME_OF_IT[facts.answer], facts.note, `The objection was: ${facts.reason}`],
    facts.author,
    facts.on,
  ),
})
