import { sayDay, timeInEngland } from '../../platform/clock.ts'
import { type Author, composeMessage, LINK_PLACE } from '../messages/public.ts'
import { type About, aboutReferral } from '../referrals/public.ts'
import type { ContactWay } from './kinds.ts'

type Facts = About & { way: ContactWay; on: string; contactOn: string; author: Author }
type Letter = { title: string; body: string }

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

export const firstContactMade = (facts: Facts): Letter => ({
  title: `First contact made on referral ${facts.reference}`,
  body: composeMessage(
    [
      aboutReferral(facts),
      `We made first contact with the person ${BY_WAY[facts.way]} on ${sayDay(facts.contactOn)}; they accept social prescribing.`,
      'You need do nothing but record it.',
    ],
    facts.author,
    facts.on,
  ),
})

export const personSaidNo = (facts: Facts & { words: string }): Letter => ({
  title: `The person said no: referral ${facts.reference}`,
  body: composeMessage(
    [
      aboutReferral(facts),
      `We made contact with the person ${BY_WAY[facts.way]} on ${sayDay(facts.contactOn)}; they do not want social prescribing.`,
      `What they said: ${facts.words}`,
      'We will close the referral. They can be referred again whenever they wish.',
    ],
    facts.author,
    facts.on,
  ),
})

/** Where a link to a visit leads; its token stands after the #, which no server writes into its log. */
export const VISIT_PAGE = '/visit'

/** To the worker, at the door: the time tells which visit, and nothing tells whose. */
export const visitLink = (plannedStart: Date): { subject: string; body: string } => ({
  subject: 'The link of a visit',
  body: `Visit at ${timeInEngland(plannedStart)}. Check in, check out, or say that you are late: ${LINK_PLACE}`,
})
