import type { z } from 'zod'
import { type Day, sayDay, todayInEngland } from '../../platform/clock.ts'
import { sayShortDay, sayTime } from '../../platform/web/words.ts'
import type { toContactRow } from '../contacts/public.ts'
import { formatNhsNumber, type PersonRecord } from '../people/public.ts'
import { type ReferralBody, sayNext, sayPerson, tagOf } from '../referrals/public.ts'
import { ANSWERS, PURPOSES } from './around-view-models.ts'
import { STEP_WORDS, toReaching } from './view-models.ts'

type Referral = z.infer<typeof ReferralBody>
type Episode = { referral: Referral; contacts: (ReturnType<typeof toContactRow> & { on: Day })[] }

/** A quiet header, and below it everything that happened: what somebody needs who picks the telephone up. */
export function toPersonPage(given: {
  person: PersonRecord
  mark: string | null
  episodes: Episode[]
  isService: boolean
  today: Day
}) {
  const { person, mark, episodes, isService, today } = given
  const name = sayPerson(person)
  return {
    title: name,
    sheet: `${name}, born ${sayDay(person.bornOn)}`,
    back: { href: '/referrals', text: 'Referrals' },
    called: person.preferredName ?? person.givenName,
    bornYear: person.bornOn.slice(0, 4),
    nhsNumber: person.nhsNumber === null ? undefined : formatNhsNumber(person.nhsNumber),
    toConfirm: person.identityToConfirm,
    joined: isService ? sayJoined(person) : undefined,
    safe: saySafeContact(person),
    mark,
    reaching: toReaching(person),
    ringing: `/people/${person.id}/ringing`,
    concern: `/concerns/new?person=${person.id}`,
    practice: person.practice?.name,
    lookers: isService ? `/people/${person.id}/lookers` : undefined,
    around: `/people/${person.id}/around`,
    agreed: `/people/${person.id}/consents`,
    consents: person.consents.map(({ purpose, answer, on }) => ({
      purpose: PURPOSES[purpose],
      answer: ANSWERS[answer],
      on: sayShortDay(on),
    })),
    episodes: episodes.map(({ referral }) => ({
      href: `/referrals/${referral.id}`,
      reference: referral.reference,
      tag: tagOf(referral),
      overdue: referral.overdue,
      next: referral.nextStep === null ? undefined : sayNext(referral, today),
      shown: isService && referral.status === 'accepted' ? `/referrals/${referral.id}/shown` : undefined,
    })),
    timeline: episodes
      .flatMap((episode) => [...toEvents(episode), ...toVisits(episode)])
      .toSorted((one, other) => (one.at < other.at ? 1 : -1))
      .map(({ at: _at, ...line }) => line),
  }
}

/** That records turned out to be of one person: the other one, or how many stand behind this. */
function sayJoined({ mergedInto, mergedIds }: PersonRecord): { text: string; href?: string } | undefined {
  if (mergedInto !== null)
    return { text: 'This record was joined to another one of the same person.', href: `/people/${mergedInto}` }
  if (mergedIds.length === 0) return undefined
  return {
    text:
      mergedIds.length === 1
        ? 'One more record turned out to be of this person. What stands on it counts here, too.'
        : `${mergedIds.length} more records turned out to be of this person. What stands on them counts here, too.`,
  }
}

/** Whether and how they may be reached, in one line. */
function saySafeContact({ safeContact }: PersonRecord): string {
  if (safeContact === null) return 'How they may be reached safely has not been asked yet.'
  const ways =
    safeContact.channels.length === 0 ? 'Ask them in person' : `Reach them by ${safeContact.channels.join(', ')}`
  const times = safeContact.times === undefined ? '' : `, ${safeContact.times}`
  return `${ways}${times}. ${safeContact.voicemail ? 'A message may be left.' : 'Leave no message.'}`
}

const toEvents = ({ referral }: Episode) =>
  referral.events.map(({ step, at, by, note }) => ({
    at,
    what: `Referral ${referral.reference}: ${(STEP_WORDS[step] ?? step).toLowerCase()}`,
    when: `${sayShortDay(todayInEngland(new Date(at)))}, ${sayTime(new Date(at))}`,
    who: by === null ? 'Rother' : `${by.name}, ${by.organisation}`,
    note: note ?? undefined,
    href: undefined,
  }))

/** A contact stands on its day, after what was done in the system on that day. */
const toVisits = ({ contacts }: Episode) =>
  contacts.map(({ on, day, what, outcome, planned, tag, worker, note, href }) => ({
    at: `${on}T23:59:59Z`,
    what: `${what}. ${outcome ?? tag.text}`,
    when: planned ?? day,
    who: worker ?? '',
    note: note ?? undefined,
    href: worker === null ? undefined : href,
  }))
