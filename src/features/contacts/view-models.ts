import type { z } from 'zod'
import { type Day, todayInEngland } from '../../platform/clock.ts'
import { sayInstant, sayShortDay, sayTime } from '../../platform/web/words.ts'
import type { ContactStatus } from './contact-status.ts'
import type { ContactBody, DayContactsBody } from './contract.ts'
import type { Found, Rung } from './kinds.ts'
import { canTakeBack } from './lone-working.ts'
import type { NoReplyBody } from './no-reply-contract.ts'

type Contact = z.infer<typeof ContactBody>
type DayContact = z.infer<typeof DayContactsBody>['items'][number]

export const WAY_WORDS: Record<Contact['way'], string> = {
  'home-visit': 'Visit at home',
  'community-visit': 'Meeting in the community',
  'practice-visit': 'Meeting at the practice',
  telephone: 'Call',
  video: 'Video call',
  text: 'Text message',
  email: 'Email',
  letter: 'Letter',
  meeting: 'Meeting about the person',
}
const PURPOSE_WORDS: Record<Contact['purpose'], string> = {
  'first-contact': 'First contact',
  assessment: 'Listen and assess',
  review: 'Review of the plan',
  support: 'Support',
}
const ATTENDANCE_WORDS: Record<NonNullable<Contact['attendance']>, string> = {
  attended: 'They took part',
  'did-not-attend': 'They did not come',
  'could-not-take-part': 'They were there but could not take part',
}
const REASON_WORDS: Record<NonNullable<Contact['notHappenedBecause']>, string> = {
  'person-cancelled': 'The person cancelled',
  'service-cancelled': 'We cancelled',
  'referral-ended': 'The referral ended',
  'not-reached': 'Nobody answered the phone',
  'message-left': 'A message was left',
  'no-reply-at-door': 'Nobody opened the door',
  'not-safe': 'It was not safe',
}
const STATUS_TAGS: Record<ContactStatus, { text: string; colour: string }> = {
  planned: { text: 'Planned', colour: 'blue' },
  'needs-feedback': { text: 'Say what came of it', colour: 'orange' },
  completed: { text: 'Done', colour: 'green' },
  'did-not-attend': { text: 'Did not come', colour: 'grey' },
  'did-not-happen': { text: 'Did not happen', colour: 'grey' },
  cancelled: { text: 'Cancelled', colour: 'grey' },
}

const items = <Key extends string>(words: Record<Key, string>, without: readonly string[] = []) =>
  (Object.keys(words) as Key[])
    .filter((value) => !without.includes(value))
    .map((value) => ({ value, text: words[value] }))

/** What may be chosen when a contact is planned, or when its outcome is said. */
export const CONTACT_CHOICES = {
  ways: items(WAY_WORDS),
  purposes: items(PURPOSE_WORDS),
  attendances: items(ATTENDANCE_WORDS),
  reasons: items(REASON_WORDS, ['referral-ended']),
}

/** One contact on somebody's day, with what can be done about it at the door. */
export function toDayRow(contact: DayContact, now: Date) {
  const { person } = contact
  const start = new Date(contact.plannedStart)
  const isHome = contact.way === 'home-visit'
  return {
    id: contact.id,
    href: `/referrals/${contact.referralId}/contacts/${contact.id}`,
    when:
      contact.plannedEnd === null ? sayTime(start) : `${sayTime(start)} to ${sayTime(new Date(contact.plannedEnd))}`,
    what: `${WAY_WORDS[contact.way]}. ${PURPOSE_WORDS[contact.purpose]}`,
    name: `${person.preferredName ?? person.givenName} ${person.familyName}`,
    apart: [`born ${person.bornYear}`, contact.postcodeDistrict].filter((part) => part !== null).join(', '),
    tag: STATUS_TAGS[contact.status],
    checkOutOverdue: contact.checkOutOverdue,
    canCheckIn: isHome && contact.checkedInAt === null && contact.status !== 'cancelled',
    canCheckOut: isHome && contact.checkedInAt !== null && contact.checkedOutAt === null,
    takeBack: lastWord(contact, now),
    needsResult: contact.status === 'needs-feedback',
  }
}

/** What was said at the door just now, which may have been a slip of the thumb. */
function lastWord({ checkedInAt, checkedOutAt }: DayContact, now: Date): string | undefined {
  const said = checkedOutAt ?? checkedInAt
  if (said === null || !canTakeBack(new Date(said), now)) return undefined
  return checkedOutAt === null ? 'I have not gone in' : 'I am still inside'
}

/** One contact in the history of a referral. */
export function toContactRow(contact: Contact) {
  return {
    id: contact.id,
    href: `/referrals/${contact.referralId}/contacts/${contact.id}`,
    what: `${WAY_WORDS[contact.way]}. ${PURPOSE_WORDS[contact.purpose]}`,
    day: sayShortDay(contact.day),
    planned: contact.plannedStart === null ? undefined : sayInstant(new Date(contact.plannedStart)),
    tag: STATUS_TAGS[contact.status],
    outcome:
      contact.happened === null
        ? undefined
        : contact.happened
          ? contact.attendance && ATTENDANCE_WORDS[contact.attendance]
          : contact.notHappenedBecause && REASON_WORDS[contact.notHappenedBecause],
    worker: contact.workerName,
    note: contact.note,
    isMarked: contact.noteMark !== null,
    version: contact.version,
    isOpen: contact.happened === null,
  }
}

/** What stands in the form of an outcome before anything is typed: the day that was planned, once it has come. */
export function firstResult(contact: Contact, today: Day): { happenedOn: string } {
  const planned = contact.plannedStart === null ? today : todayInEngland(new Date(contact.plannedStart))
  return { happenedOn: sayShortDay(planned > today ? today : planned) }
}

const RUNG_LABELS: Record<Rung, string> = {
  'at-the-door': 'At the door',
  neighbour: 'A neighbour, or who has a key',
  'emergency-contact': 'The emergency contact',
  practice: 'The practice',
  'emergency-services': '999',
}
const FOUND_LABELS: Record<Found, string> = {
  'spoke-to-person': 'I, or a colleague, spoke to them',
  'with-family-or-friends': 'They are with family or friends',
  'in-hospital': 'They are in hospital',
  'found-by-emergency-services': 'The emergency services found them',
  died: 'They have died',
}
export const RUNG_CHOICES = items(RUNG_LABELS)
export const FOUND_CHOICES = items(FOUND_LABELS)

/** Who was asked about somebody who did not open, the latest last. */
export const toDoorSteps = ({ steps }: { steps: z.infer<typeof NoReplyBody>['steps'] }) =>
  steps.map(({ rung, spokeTo, words, at }) => ({
    what: RUNG_LABELS[rung],
    who: spokeTo,
    words,
    when: sayInstant(new Date(at)),
  }))
