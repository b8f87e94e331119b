import { sayDay } from '../../platform/clock.ts'
import {
  type Author,
  barely,
  inFull,
  inSummary,
  type Letter,
  summaryOnly,
  type WordSubject,
  writeLetter,
} from '../messages/public.ts'

/** What every message back begins with: which referral, whose. */
export type About = { reference: string; personName: string; bornOn: string }

export const aboutReferral = ({ reference, personName, bornOn }: About) =>
  `${personName}, born ${sayDay(bornOn)}. Referral ${reference}.`

export const referralReceived = (
  facts: About & { serviceName: string; answerBy: string; author: Author; on: string },
): Letter =>
  writeLetter(
    `We have your referral ${facts.reference}`,
    [
      aboutReferral(facts),
      inSummary(`${facts.serviceName} has it and answers by ${sayDay(facts.answerBy)}. You need do nothing.`),
      barely(`${facts.serviceName} has it.`),
    ],
    facts.author,
    facts.on,
  )

export const checkIdentity = (facts: About & { author: Author; on: string }): Letter =>
  writeLetter(
    `Please check the NHS number on referral ${facts.reference}`,
    [
      aboutReferral(facts),
      'The NHS number you gave belongs to someone with another name or date of birth.',
      'Please check number, name and date of birth in your records and correct the referral. We keep it meanwhile.',
    ],
    facts.author,
    facts.on,
  )

export const referralReturned = (
  facts: About & { reason: string; question: string; answerBy: string; author: Author; on: string },
): Letter =>
  writeLetter(
    `A question about referral ${facts.reference}`,
    [aboutReferral(facts), `${facts.reason}.`, facts.question, `Please answer by ${sayDay(facts.answerBy)}.`],
    facts.author,
    facts.on,
  )

const WORDS_ABOUT: Record<WordSubject, string> = {
  fall: 'A fall',
  confusion: 'Confusion',
  'weight-loss': 'Weight loss',
  medicines: 'Medicines',
  'no-reply-at-door': 'No reply at the door',
  other: 'For your attention',
}

/** The title stands in lists and mails: it names nobody and nothing. */
export const wordToPractice = (
  facts: About & { isSameDay: boolean; about: WordSubject; text: string; author: Author; on: string },
): Letter =>
  writeLetter(
    facts.isSameDay
      ? `Same day: please read and answer (${facts.reference})`
      : `A word from the advisor (${facts.reference})`,
    [
      aboutReferral(facts),
      inFull(`${WORDS_ABOUT[facts.about]}. ${facts.text}`),
      summaryOnly(`${WORDS_ABOUT[facts.about]}. Please ring us to hear more.`),
      barely('The advisor has a word for you. Please ring us.'),
      facts.isSameDay ? 'Please say today what you will do. If nobody answers, we ring you.' : '',
    ],
    facts.author,
    facts.on,
  )

export const referralDeclined = (
  facts: About & { reason: string; advisedInstead: string; author: Author; on: string },
): Letter =>
  writeLetter(
    `Referral ${facts.reference} was not accepted`,
    [
      aboutReferral(facts),
      inSummary(`We cannot take this referral. Reason: ${facts.reason}.`),
      inSummary(`What we advise instead: ${facts.advisedInstead}`),
      barely('We cannot take this referral.'),
    ],
    facts.author,
    facts.on,
  )
