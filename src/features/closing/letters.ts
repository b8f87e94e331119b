import { sayDay } from '../../platform/clock.ts'
import { type Author, composeMessage } from '../messages/public.ts'
import { type About, aboutReferral } from '../referrals/public.ts'
import { GOAL_RESULT_FACTS, type GoalResult, LEFT_FOR_FACTS, type LeftToDo } from './kinds.ts'

type Letter = { title: string; body: string }

type ClosedFacts = About & {
  reason: string
  summary: string
  goals: readonly { words: string; isSensitive: boolean; result: GoalResult }[]
  leftToDo: readonly LeftToDo[]
  author: Author
  on: string
}

/**
 * What the practice hears at the end. Its own work stands before what others do, because a long letter is cut at its end.
 * No need is named, and of a goal about a sensitive one only what came of it: the letter is filed for everyone to read.
 */
export const referralClosed = (facts: ClosedFacts): Letter => ({
  title: `Referral ${facts.reference} is closed`,
  body: composeMessage(
    [
      aboutReferral(facts),
      `We have closed this referral. Reason: ${facts.reason}.`,
      facts.summary,
      ...leftLines(facts.leftToDo.filter(({ forWhom }) => forWhom === 'practice')),
      ...goalLines(facts.goals),
      ...leftLines(facts.leftToDo.filter(({ forWhom }) => forWhom !== 'practice')),
    ],
    facts.author,
    facts.on,
  ),
})

const goalLines = (goals: ClosedFacts['goals']): string[] =>
  goals.length === 0
    ? []
    : [
        "The goals in the person's words, and what came of them:",
        ...goals.map(({ words, isSensitive, result }) => {
          const goal = isSensitive ? 'A goal that stands in the record' : `"${words}"`
          return `- ${goal}: ${GOAL_RESULT_FACTS[result].words}`
        }),
      ]

const leftLines = (left: readonly LeftToDo[]): string[] =>
  left.map(
    ({ what, forWhom, by }) =>
      `Left for ${LEFT_FOR_FACTS[forWhom].words}: ${what}${by === null ? '' : ` (by ${sayDay(by)})`}`,
  )

export const referralWithdrawn = (facts: About & { reason: string; author: Author; on: string }): Letter => ({
  title: `Referral ${facts.reference} was withdrawn`,
  body: composeMessage(
    [aboutReferral(facts), `The referral was withdrawn. Reason: ${facts.reason}. Nothing more will happen under it.`],
    facts.author,
    facts.on,
  ),
})
