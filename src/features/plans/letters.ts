import { sayDay } from '../../platform/clock.ts'
import { type Author, barely, inFull, inSummary, type Letter, summaryOnly, writeLetter } from '../messages/public.ts'
import { type DecisionRecord, decidedInWords } from '../people/public.ts'
import { type About, aboutReferral } from '../referrals/public.ts'
import type { OBJECTION_ANSWERS } from './kinds.ts'

type Signed = About & { author: Author; on: string }

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
): Letter =>
  writeLetter(
    facts.version === 1
      ? `Plan agreed on referral ${facts.reference}`
      : `Plan agreed on referral ${facts.reference}, version ${facts.version}`,
    [
      aboutReferral(facts),
      inFull(`${agreed(facts)} It is reviewed by ${sayDay(facts.reviewOn)}. Their goals:`),
      summaryOnly(`${agreed(facts)} It is reviewed by ${sayDay(facts.reviewOn)}. You need do nothing.`),
      barely(`A plan was agreed on ${sayDay(facts.agreedOn)}.`),
      ...facts.goals.map((goal) => inFull(brief(goal))),
      inFull('You may object to a line in the record, with your reason. Nothing waits for it.'),
    ],
    facts.author,
    facts.on,
  )

const agreed = ({ decision, agreedOn }: { decision: DecisionRecord | null; agreedOn: string }): string =>
  `${decidedInWords(decision)} agreed ${decision === null ? 'their' : 'the'} plan on ${sayDay(agreedOn)}.`

const CAME_OF_IT: Record<(typeof OBJECTION_ANSWERS)[number], string> = {
  changed: 'The plan was changed.',
  talked: 'We talked about it with the person.',
  'person-wants-it': 'The person wants it as it is.',
}

export const objectionAnswered = (
  facts: Signed & { reason: string; answer: keyof typeof CAME_OF_IT; note: string },
): Letter =>
  writeLetter(
    `Your objection to the plan on referral ${facts.reference} was answered`,
    [
      aboutReferral(facts),
      inSummary(CAME_OF_IT[facts.answer]),
      inFull(facts.note),
      inFull(`The objection was: ${facts.reason}`),
      barely('Your objection was answered.'),
    ],
    facts.author,
    facts.on,
  )
