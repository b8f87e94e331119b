import { addWorkingDays } from '../../../features/schemes/working-days.ts'
import { planContact } from '../contacting.ts'
import { type Episode, moment } from '../episode.ts'
import { openTask } from '../tasks.ts'
import type { Member } from '../world.ts'
import { isOf, type Scene } from './scene.ts'

type Found = 'spoke-to-person' | 'with-family-or-friends' | 'in-hospital'

/** How worries at a door ended: where somebody was, and whoever said so. */
const ENDED: readonly {
  found: Found
  rung: 'neighbour' | 'emergency-contact'
  spokeTo: string
  said: string
  words: string
}[] = [
  {
    found: 'spoke-to-person',
    rung: 'neighbour',
    spokeTo: 'Next door at number 14',
    said: 'Saw the light on this morning.',
    words: 'Opened at the third ring: had been in the garden. Well.',
  },
  {
    found: 'in-hospital',
    rung: 'emergency-contact',
    spokeTo: 'Daughter',
    said: 'Taken in on Sunday with the chest, ward 7.',
    words: 'On the ward, comfortable. Daughter rings when they are home.',
  },
  {
    found: 'with-family-or-friends',
    rung: 'emergency-contact',
    spokeTo: 'Son',
    said: 'Came over to us and forgot about your visit.',
    words: 'With the son until Sunday. Spoke on his phone: fine, and sorry.',
  },
  {
    found: 'spoke-to-person',
    rung: 'neighbour',
    spokeTo: 'Neighbour with the key',
    said: 'Will look in at once.',
    words: 'Asleep in the chair with the radio on. We spoke at the door.',
  },
]

/** Each door at which nobody opened was a worry until somebody had spoken to the person; the latest one still is. */
export function tellNoReplies(scene: Scene): void {
  const { world, episodes, random } = scene
  for (const episode of episodes)
    for (const contact of episode.contacts) {
      if (contact.notHappenedBecause !== 'no-reply-at-door' || contact.recordedAt === null) continue
      const openedAt = contact.recordedAt
      const ended = random.pick(ENDED)
      const later = (minutes: number) => new Date(openedAt.getTime() + minutes * 60_000)
      const about = write(scene, episode, { contactId: contact.id, openedAt, byId: contact.workerId })
      about.step('at-the-door', null, 'Knocked, rang, looked through the letter box. Curtains open.', openedAt)
      about.step(ended.rung, ended.spokeTo, ended.said, later(6))
      Object.assign(about.row, {
        endedAt: later(25),
        endedById: contact.workerId,
        found: ended.found,
        words: ended.words,
      })
    }

  const [own] = world.advisors
  if (own === undefined) throw new Error('The town has advisors')
  const episode = scene.take('no reply', isOf(own), canBeVisited)
  const contact = planYesterday(scene, episode, 15 * 60)
  const openedAt = scene.at(1, 15 * 60 + 12)
  Object.assign(contact, {
    happened: false,
    notHappenedBecause: 'no-reply-at-door',
    happenedOn: contact.day,
    note: 'No answer at three. Milk still on the step.',
    noteSource: 'seen',
    recordedAt: openedAt,
    recordedById: own.membershipId,
    checkedInAt: scene.at(1, 15 * 60 + 2),
    checkedInById: own.membershipId,
    checkedOutAt: scene.at(1, 15 * 60 + 14),
    checkedOutById: own.membershipId,
    version: 3,
  })
  const about = write(scene, episode, { contactId: contact.id, openedAt, byId: own.membershipId })
  about.step('at-the-door', null, 'Knocked and rang for ten minutes. Milk on the step, television off.', openedAt)
  about.step(
    'neighbour',
    'Number 22, across the road',
    'Saw the milkman this morning and nobody since.',
    scene.at(1, 15 * 60 + 24),
  )
  about.step('emergency-contact', null, 'Rang twice, no answer. Left my name and number.', scene.at(1, 15 * 60 + 40))
  openTask(world, {
    kind: 'no-reply',
    subjectKind: 'no-reply',
    subjectId: about.row.id,
    member: own,
    dueOn: scene.ago(1),
    at: openedAt,
  })
}

/** A visit of yesterday from which its worker has not checked out: the alarm rang, and somebody wrote what was found. */
export function tellNotBack(scene: Scene): void {
  const { world, at } = scene
  const [own, , cover] = world.advisors
  if (own === undefined || cover === undefined) throw new Error('The town has six advisors')
  const contact = planYesterday(scene, scene.take('not back', isOf(own), canBeVisited), 11 * 60)
  Object.assign(contact, { checkedInAt: at(1, 11 * 60 + 4), checkedInById: own.membershipId, version: 2 })
  ring(scene, {
    contactId: contact.id,
    worker: own,
    to: cover,
    from: [1, 12 * 60 + 31],
    found: 'safe',
    words: 'Rang back at once: out and well, had forgotten to check out.',
  })

  const earlier = scene.episodes
    .flatMap(({ contacts, owner }) =>
      owner === cover ? contacts.filter(({ checkedOutAt, day }) => checkedOutAt !== null && day < scene.ago(10)) : [],
    )
    .at(-1)
  if (earlier?.checkedOutAt == null) return
  const openedAt = new Date(earlier.checkedOutAt.getTime() - 20 * 60_000)
  const alarm = alarmOf(scene, { contactId: earlier.id, worker: cover, openedAt })
  Object.assign(alarm, {
    takenAt: openedAt,
    takenById: world.lead.membershipId,
    endedAt: earlier.checkedOutAt,
    endedById: cover.membershipId,
    found: 'checked-out',
  })
  world.rows.loneWorkingTellings.push({
    schemeId: world.schemeId,
    id: world.newId(openedAt),
    alarmId: alarm.id,
    toId: world.lead.membershipId,
    at: openedAt,
  })
}

type Ring = { contactId: string; worker: Member; to: Member; from: [number, number]; found: 'safe'; words: string }

function ring(scene: Scene, { contactId, worker, to, from: [day, minutes], found, words }: Ring): void {
  const { world, at } = scene
  const openedAt = at(day, minutes)
  const alarm = alarmOf(scene, { contactId, worker, openedAt })
  Object.assign(alarm, {
    takenAt: at(day, minutes + 3),
    takenById: to.membershipId,
    endedAt: at(day, minutes + 9),
    endedById: to.membershipId,
    found,
    words,
  })
  world.rows.loneWorkingTellings.push({
    schemeId: world.schemeId,
    id: world.newId(openedAt),
    alarmId: alarm.id,
    toId: to.membershipId,
    at: openedAt,
  })
}

function alarmOf(
  { world }: Scene,
  { contactId, worker, openedAt }: { contactId: string; worker: Member; openedAt: Date },
) {
  const row = {
    schemeId: world.schemeId,
    id: world.newId(openedAt),
    contactId,
    workerId: worker.membershipId,
    openedAt,
    troubleAt: null,
    takenAt: null,
    takenById: null,
    endedAt: null,
    endedById: null,
    found: null,
    words: null,
  }
  world.rows.loneWorkingAlarms.push(row)
  return row
}

/** Somebody of whom nothing is planned, so that one visit more is in nobody's way. */
const canBeVisited = (episode: Episode): boolean =>
  episode.referral.holdUntil === null &&
  episode.referral.assessedAt !== null &&
  episode.day < addWorkingDays(episode.world.today, -4) &&
  episode.contacts.every(({ happened }) => happened !== null)

function planYesterday({ world, ago }: Scene, episode: Episode, minutes: number) {
  moment(episode, ago(3))
  return planContact(episode, { way: 'home-visit', purpose: 'support' }, addWorkingDays(world.today, -1), minutes)
}

function write(
  { world }: Scene,
  { referral }: Episode,
  { contactId, openedAt, byId }: { contactId: string; openedAt: Date; byId: string },
) {
  const { rows, schemeId, newId } = world
  const row = {
    schemeId,
    id: newId(openedAt),
    contactId,
    referralId: referral.id,
    personId: referral.personId,
    openedAt,
    openedById: byId,
    endedAt: null,
    endedById: null,
    found: null,
    words: null,
  }
  rows.noReplies.push(row)
  const step = (
    rung: 'at-the-door' | 'neighbour' | 'emergency-contact',
    spokeTo: string | null,
    words: string,
    at: Date,
  ) => rows.noReplySteps.push({ schemeId, id: newId(at), noReplyId: row.id, rung, spokeTo, words, at, byId })
  return { row, step }
}
