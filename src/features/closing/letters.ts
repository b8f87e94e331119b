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

/** In plain, gentle words: what is told here is read by people who knew her. */
export const personDied = (facts: About & { diedOn: string; toldBy: string; author: Author; on: string }): Letter => ({
  title: `About referral ${facts.reference}: it has ended`,
  body: composeMessage(
    [
      aboutReferral(facts),
      `We are sorry to tell you that we heard from ${facts.toldBy} that this person died on ${sayDay(facts.diedOn)}.`,
      'We have ended the referral, and everything that was planned: nothing more is sent. If this is not so, please ring us.',
    ],
    facts.author,
    facts.on,
  ),
})

export const deathTakenBack = (facts: About & { author: Author; on: string }): Letter => ({
  title: `About referral ${facts.reference}: please correct your record`,
  body: composeMessage(
    [
      aboutReferral(facts),
      'We told you that this person had died. That was wrong, and we are sorry: it was somebody else. The referral goes on.',
      'Please take out of your record whatever you wrote because of our message.',
    ],
    facts.author,
    facts.on,
  ),
})

export const referralReopened = (facts: About & { note: string; author: Author; on: string }): Letter => ({
  title: `Referral ${facts.reference} is open again`,
  body: composeMessage(
    [aboutReferral(facts), `We have taken this referral up again. ${facts.note}`, 'You will hear how it goes on.'],
    facts.author,
    facts.on,
  ),
})

export const referralWithdrawn = (facts: About & { reason: string; author: Author; on: string }): Letter => ({
  title: `Referral ${facts.reference} was withdrawn`,
  body: composeMessage(
    [aboutReferral(facts), `The referral was withdrawn. Reason: ${facts.reason}. Nothing more will happen under it.`],
    facts.author,
    facts.on,
  ),
})
