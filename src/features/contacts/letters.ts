import { sayDay, timeInEngland } from '../../platform/clock.ts'
import { type Author, barely, inFull, inSummary, type Letter, LINK_PLACE, writeLetter } from '../messages/public.ts'
import { type About, aboutReferral } from '../referrals/public.ts'
import type { ContactWay } from './kinds.ts'

type Facts = About & { way: ContactWay; on: string; contactOn: string; author: Author }

/** Each way as it stands in "We reached the person by …". */
const BY_WAY: Record<ContactWay, string> = {
  'home-visit': 'at home',
  'community-visit': 'in the community',
  'practice-visit': 'at the practice',
  telephone: 'by telephone',
  video: 'by video',
  text: 'by text message',
  email: 'by email',
  letter: 'by letter',
  meeting: 'at a meeting',
}

export const firstContactMade = (facts: Facts): Letter =>
  writeLetter(
    `First contact made on referral ${facts.reference}`,
    [
      aboutReferral(facts),
      inSummary(
        `We made first contact with the person ${BY_WAY[facts.way]} on ${sayDay(facts.contactOn)}; they accept social prescribing.`,
      ),
      inSummary('You need do nothing but record it.'),
      barely(`We made first contact on ${sayDay(facts.contactOn)}; the person accepts social prescribing.`),
    ],
    facts.author,
    facts.on,
  )

export const personSaidNo = (facts: Facts & { words: string }): Letter =>
  writeLetter(
    `The person said no: referral ${facts.reference}`,
    [
      aboutReferral(facts),
      inSummary(
        `We made contact with the person ${BY_WAY[facts.way]} on ${sayDay(facts.contactOn)}; they do not want social prescribing.`,
      ),
      inFull(`What they said: ${facts.words}`),
      inSummary('We will close the referral. They can be referred again whenever they wish.'),
      barely(`On ${sayDay(facts.contactOn)} the person said that they do not want social prescribing.`),
    ],
    facts.author,
    facts.on,
  )

/** Where a link to a visit leads; its token stands after the #, which no server writes into its log. */
export const VISIT_PAGE = '/visit'

/** To the worker, at the door: the time tells which visit, and nothing tells whose. */
export const visitLink = (plannedStart: Date): { subject: string; body: string } => ({
  subject: 'The link of a visit',
  body: `Visit at ${timeInEngland(plannedStart)}. Check in, check out, or say that you are late: ${LINK_PLACE}`,
})
