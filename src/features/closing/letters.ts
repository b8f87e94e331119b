import { sayDay } from '../../platform/clock.ts'
import { type Author, barely, inFull, inSummary, type Letter, summaryOnly, writeLetter } from '../messages/public.ts'
import { type About, aboutReferral } from '../referrals/public.ts'
import { GOAL_RESULT_FACTS, type GoalResult, LEFT_FOR_FACTS, type LeftToDo } from './kinds.ts'

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
export const referralClosed = (facts: ClosedFacts): Letter =>
  writeLetter(
    `Referral ${facts.reference} is closed`,
    [
      aboutReferral(facts),
      inSummary(`We have closed this referral. Reason: ${facts.reason}.`),
      barely('We have closed this referral.'),
      inFull(facts.summary),
      ...leftLines(facts.leftToDo.filter(({ forWhom }) => forWhom === 'practice')).map(inSummary),
      ...goalLines(facts.goals).map(inFull),
      ...leftLines(facts.leftToDo.filter(({ forWhom }) => forWhom !== 'practice')).map(inFull),
    ],
    facts.author,
    facts.on,
  )

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
export const personDied = (facts: About & { diedOn: string; toldBy: string; author: Author; on: string }): Letter =>
  writeLetter(
    `About referral ${facts.reference}: it has ended`,
    [
      aboutReferral(facts),
      inSummary(
        `We are sorry to tell you that we heard from ${facts.toldBy} that this person died on ${sayDay(facts.diedOn)}.`,
      ),
      barely(`We are sorry to tell you that this person died on ${sayDay(facts.diedOn)}.`),
      'We have ended the referral, and everything that was planned: nothing more is sent. If this is not so, please ring us.',
    ],
    facts.author,
    facts.on,
  )

export const deathTakenBack = (facts: About & { author: Author; on: string }): Letter =>
  writeLetter(
    `About referral ${facts.reference}: please correct your record`,
    [
      aboutReferral(facts),
      'We told you that this person had died. That was wrong, and we are sorry: it was somebody else. The referral goes on.',
      'Please take out of your record whatever you wrote because of our message.',
    ],
    facts.author,
    facts.on,
  )

export const referralReopened = (facts: About & { note: string; author: Author; on: string }): Letter =>
  writeLetter(
    `Referral ${facts.reference} is open again`,
    [
      aboutReferral(facts),
      inFull(`We have taken this referral up again. ${facts.note}`),
      summaryOnly('We have taken this referral up again.'),
      barely('We have taken this referral up again.'),
      inSummary('You will hear how it goes on.'),
    ],
    facts.author,
    facts.on,
  )

export const referralWithdrawn = (facts: About & { reason: string; author: Author; on: string }): Letter =>
  writeLetter(
    `Referral ${facts.reference} was withdrawn`,
    [
      aboutReferral(facts),
      inSummary(`The referral was withdrawn. Reason: ${facts.reason}. Nothing more will happen under it.`),
      barely('The referral was withdrawn.'),
    ],
    facts.author,
    facts.on,
  )
