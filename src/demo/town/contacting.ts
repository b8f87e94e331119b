import type { ContactPurpose, ContactWay } from '../../features/contacts/kinds.ts'
import { firstContactMade, personSaidNo } from '../../features/contacts/letters.ts'
import { messageAfter, milestoneChanges, type Reached } from '../../features/contacts/milestones.ts'
import type { Contact } from '../../features/contacts/store.ts'
import { SNOMED } from '../../features/messages/kinds.ts'
import { type Episode, moment, reach, reachMilestone, tell, workerOf } from './episode.ts'
import { instantOn } from './world.ts'

type Planned = { way: ContactWay; purpose: ContactPurpose }
type Outcome = Partial<
  Pick<
    Contact,
    'happened' | 'notHappenedBecause' | 'attendance' | 'personSaidNo' | 'nextReviewOn' | 'note' | 'tookPart'
  >
>

const VISIT_MINUTES = 75
/** Half past nine to half past three, on the half hour. */
const visitStart = (episode: Episode) => 9 * 60 + 30 + 30 * episode.random.int(13)

/** Puts a visit or call into the worker's day. `minutes` is when it begins, after midnight. */
export function planContact(
  episode: Episode,
  { way, purpose }: Planned,
  on: string,
  minutes = visitStart(episode),
): Contact {
  const plannedStart = instantOn(on, minutes)
  const hasEnd = way === 'home-visit' || way === 'community-visit'
  const contact: Contact = {
    ...blank(episode, { way, purpose }, on),
    plannedStart,
    plannedEnd: hasEnd ? new Date(plannedStart.getTime() + VISIT_MINUTES * 60_000) : null,
    createdAt: episode.at,
  }
  episode.contacts.push(contact)
  return contact
}

/** Writes down on the day what came of a planned contact: who was visited at home was checked in to and out of. */
export function recordOutcome(episode: Episode, contact: Contact, outcome: Outcome): void {
  const { day, plannedStart, plannedEnd, way } = contact
  const { random } = episode
  const before = reachedBy(episode.contacts)
  const by = workerOf(episode).membershipId
  const end = plannedEnd ?? plannedStart ?? instantOn(day, 16 * 60)
  const drawn = moment(episode, day)
  const at = reach(episode, day, drawn > end ? drawn : new Date(end.getTime() + random.between(6, 40) * 60_000))
  const wasThere = outcome.happened === true || outcome.notHappenedBecause === 'no-reply-at-door'
  Object.assign(contact, outcome, {
    happenedOn: day,
    recordedAt: at,
    recordedById: by,
    version: contact.version + 1,
    ...(way === 'home-visit' && plannedStart !== null && wasThere
      ? {
          checkedInAt: new Date(plannedStart.getTime() + random.int(9) * 60_000),
          checkedInById: by,
          checkedOutAt: new Date(plannedStart.getTime() + random.between(12, 70) * 60_000),
          checkedOutById: by,
        }
      : {}),
  })
  followMilestones(episode, before)
}

/** Writes down a contact that nobody had planned. */
export function recordContact(episode: Episode, made: Planned, on: string, outcome: Outcome): Contact {
  const before = reachedBy(episode.contacts)
  const at = moment(episode, on)
  const by = workerOf(episode).membershipId
  const contact: Contact = {
    ...blank(episode, made, on),
    ...outcome,
    happenedOn: on,
    recordedAt: at,
    recordedById: by,
    createdAt: at,
  }
  episode.contacts.push(contact)
  followMilestones(episode, before)
  return contact
}

function blank(episode: Episode, { way, purpose }: Planned, day: string): Contact {
  const { world, referral, at } = episode
  const worker = workerOf(episode).membershipId
  return {
    schemeId: world.schemeId,
    id: world.newId(at),
    referralId: referral.id,
    personId: referral.personId,
    way,
    purpose,
    workerId: worker,
    day,
    plannedStart: null,
    plannedEnd: null,
    happened: null,
    notHappenedBecause: null,
    attendance: null,
    happenedOn: null,
    personSaidNo: false,
    nextReviewOn: null,
    note: null,
    noteSource: null,
    noteMark: null,
    tookPart: null,
    recordedAt: null,
    recordedById: null,
    checkedInAt: null,
    checkedInById: null,
    checkedOutAt: null,
    checkedOutById: null,
    lateUntil: null,
    createdAt: at,
    createdById: worker,
    correctedAt: null,
    version: 1,
  }
}

/** As `findReached` reads it from the table. */
function reachedBy(contacts: readonly Contact[]): Reached {
  const attended = contacts
    .filter(({ attendance }) => attendance === 'attended')
    .map((contact) => ({ ...contact, on: contact.happenedOn ?? contact.day }))
    .sort((a, b) => (a.on === b.on ? (a.id < b.id ? -1 : 1) : a.on < b.on ? -1 : 1))
  return {
    firstContactOn: attended[0]?.on ?? null,
    assessedOn: attended.find(({ purpose, personSaidNo: saidNo }) => purpose === 'assessment' && !saidNo)?.on ?? null,
    nextReviewOn: attended.findLast(({ purpose }) => purpose === 'review')?.nextReviewOn ?? null,
    saidNo: attended.at(-1)?.personSaidNo ?? false,
  }
}

/** As the use-case of the same name: the referral and the practice follow what the contacts have reached. */
function followMilestones(episode: Episode, before: Reached): void {
  const { referral, contacts, at, day } = episode
  const after = reachedBy(contacts)
  const submittedAt = referral.submittedAt ?? referral.createdAt
  const changes = milestoneChanges(before, after, { now: at, today: day, submittedAt })
  if (changes !== undefined) reachMilestone(episode, changes.milestones, changes.on)
  const kind = messageAfter(before, after)
  const contact = contacts.find(
    ({ attendance, personSaidNo: saidNo }) => attendance === 'attended' && saidNo === after.saidNo,
  )
  if (kind === undefined || contact === undefined) return
  const sent = { kind, at, by: workerOf(episode) }
  const facts = { way: contact.way, contactOn: contact.day }
  if (kind === 'first-contact-made')
    tell(episode, { ...sent, snomedCode: SNOMED.referredToSocialPrescribing }, (about) =>
      firstContactMade({ ...about, ...facts }),
    )
  else
    tell(episode, { ...sent, snomedCode: SNOMED.socialPrescribingDeclined }, (about) =>
      personSaidNo({ ...about, ...facts, words: contact.note ?? '' }),
    )
}
