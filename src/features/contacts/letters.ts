import { sayDay } from '../../platform/clock.ts'
import { type Author, composeMessage } from '../messages/public.ts'
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
