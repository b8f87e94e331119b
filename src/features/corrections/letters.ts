import { sayDay } from '../../platform/clock.ts'
import { type Author, type Letter, writeLetter } from '../messages/public.ts'
import { type About, aboutReferral } from '../referrals/public.ts'

type Signed = { author: Author; on: string }

/**
 * To whoever had a message that was not about the person it names. It says nothing of whose it was, nor whether there is
 * anybody else: a wrong reader has read enough.
 */
export const messageTakenBack = (facts: Signed & { title: string; sentOn: string }): Letter =>
  writeLetter(
    'A correction: please take a message out of your record',
    [
      `On ${sayDay(facts.sentOn)} we sent you the message "${facts.title}".`,
      'It was a mistake: what it says is not about the person it names.',
      'Please take it out of the record, do not act on it, and tell whoever had it from you. If something was done because of it, please ring us today. We are sorry.',
    ],
    facts.author,
    facts.on,
  )

/** To a group that was offered the wrong person. It names somebody only when the group knew the name. */
export const placementTakenBack = (
  facts: Signed & { activity: string; offeredOn: string; personName: string | undefined },
): Letter =>
  writeLetter(
    'A correction: please take an offer out of your papers',
    [
      `On ${sayDay(facts.offeredOn)} we offered you somebody for ${facts.activity}${facts.personName === undefined ? '' : `: ${facts.personName}`}.`,
      'It was a mistake: it was not meant for this person, and the place is free again.',
      'Please destroy what you wrote down of name, telephone and card, and tell whoever had it from you. We are sorry.',
    ],
    facts.author,
    facts.on,
  )

/** To the side that referred, whose referral it is: whose record it stands under now, and that the one before was wrong. */
export const referralMoved = (facts: About & Signed): Letter =>
  writeLetter(
    `A correction: referral ${facts.reference} stood under the wrong record`,
    [
      aboutReferral(facts),
      'This referral stood under the record of somebody else. It now stands under this person, with everything in it.',
      'Please take what you had from us about it out of the other record. If something was done because of it, please ring us today. We are sorry.',
    ],
    facts.author,
    facts.on,
  )

/** To a group that was offered somebody under the wrong record. It names that person only when the group knew the name. */
export const offerMoved = (
  facts: Signed & { activity: string; offeredOn: string; personName: string | undefined; isLive: boolean },
): Letter =>
  writeLetter(
    'A correction: please read an offer again',
    [
      `On ${sayDay(facts.offeredOn)} we offered you somebody for ${facts.activity}${facts.personName === undefined ? '' : `: ${facts.personName}`}.`,
      'What we told you of this person was from the record of somebody else.',
      'Please destroy what you wrote down of name, telephone and card, and tell whoever had it from you. We are sorry.',
      facts.isLive ? 'The offer itself stands: read it again, it says what is right.' : '',
    ],
    facts.author,
    facts.on,
  )
