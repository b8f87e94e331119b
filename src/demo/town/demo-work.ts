import type { ContactPurpose } from '../../features/contacts/kinds.ts'
import { stageOf } from '../../features/referrals/stage.ts'
import { addWorkingDays } from '../../features/schemes/working-days.ts'
import { addDays } from '../../platform/clock.ts'
import { planContact } from './contacting.ts'
import { type Episode, moment } from './episode.ts'
import { mayCome, offer } from './placing.ts'
import { HELPS } from './words/activities.ts'
import { instantOn, type World } from './world.ts'

const PURPOSES = {
  'to-contact': 'first-contact',
  'to-assess': 'assessment',
  'to-plan': 'support',
  active: 'support',
  'review-due': 'review',
} as const satisfies Record<string, ContactPurpose>

/** When visits are today and on the next working day: after midnight, UTC. */
const STARTS = [9 * 60 + 30, 11 * 60, 13 * 60 + 30, 15 * 60] as const
const TOMORROWS = [10 * 60, 14 * 60] as const
const WAITING_OFFERS = 5

/** Today, or the next working day when today is none. */
export const firstWorkingDay = (today: string): string => addWorkingDays(addDays(today, -1), 1)

/** So that today every advisor has a day of visits, and the demo's provider has people waiting for an answer. */
export function giveWork(world: World, episodes: readonly Episode[]): void {
  spreadOut(episodes)
  const lastDay = addWorkingDays(world.today, -1)
  const [first, second] = [firstWorkingDay(world.today), addWorkingDays(firstWorkingDay(world.today), 1)]
  const open = episodes.filter(({ referral, day, contacts }) => {
    const isFree =
      referral.status === 'accepted' &&
      referral.holdUntil === null &&
      contacts.every(({ happened }) => happened !== null)
    return isFree && day <= lastDay && stageOf(referral, world.today) !== 'to-close'
  })
  for (const [index, advisor] of world.advisors.entries()) {
    const own = open.filter(({ owner }) => owner === advisor)
    if (index === ON_LEAVE) continue
    const diary = episodes.filter(({ owner }) => owner === advisor).flatMap(({ contacts }) => contacts)
    const starts = index === 0 ? STARTS : STARTS.slice(0, 1 + (index % 3))
    const visits = [
      ...starts.map((start) => ({ day: first, start })),
      ...TOMORROWS.map((start) => ({ day: second, start })),
    ]
    for (const { day, start } of visits)
      if (!diary.some((contact) => isInTheWay(contact, instantOn(day, start)))) plan(own.shift(), day, start, lastDay)
  }
  fillOffers(world, episodes, lastDay)
}

const SLOTS = Array.from({ length: 15 }, (_, index) => 9 * 60 + 30 * index)

/** Two stories may want the same advisor at the same time: the later one takes the next free half hour of the day. */
function spreadOut(episodes: readonly Episode[]): void {
  const diaries = new Map<string, Episode['contacts']>()
  for (const contact of episodes.flatMap(({ contacts }) => contacts)) {
    const { plannedStart, plannedEnd, day, workerId, happened } = contact
    if (plannedStart === null || happened !== null) continue
    const diary = diaries.get(`${workerId} ${day}`) ?? []
    diaries.set(`${workerId} ${day}`, diary)
    const isFree = (start: Date) => !diary.some((other) => isInTheWay(other, start))
    const start = [plannedStart, ...SLOTS.map((minutes) => instantOn(day, minutes))].find(isFree) ?? plannedStart
    const later = start.getTime() - plannedStart.getTime()
    contact.plannedStart = start
    contact.plannedEnd = plannedEnd === null ? null : new Date(plannedEnd.getTime() + later)
    diary.push(contact)
  }
}

/** Whether a visit that begins then would run into a planned one, or into the way from it. */
export const isInTheWay = (
  { plannedStart, happened }: { plannedStart: Date | null; happened: boolean | null },
  start: Date,
): boolean =>
  plannedStart !== null && happened === null && Math.abs(plannedStart.getTime() - start.getTime()) < VISIT_AND_WAY_MS

const VISIT_AND_WAY_MS = 90 * 60_000
/** Of the advisors, the one who is on leave these days. */
export const ON_LEAVE = 1

function plan(episode: Episode | undefined, day: string, start: number, lastDay: string): void {
  if (episode === undefined) return
  const stage = stageOf(episode.referral, day)
  if (stage === undefined || !(stage in PURPOSES)) return
  moment(episode, lastDay)
  planContact(episode, { way: 'home-visit', purpose: PURPOSES[stage as keyof typeof PURPOSES] }, day, start)
}

function fillOffers(world: World, episodes: readonly Episode[], lastDay: string): void {
  const [activity] = world.activities
  if (activity === undefined) return
  const placed = new Set(
    world.rows.placements.filter(({ activityId }) => activityId === activity.id).map(({ personId }) => personId),
  )
  const waiting = episodes
    .filter(
      (episode) =>
        stageOf(episode.referral, world.today) === 'active' &&
        episode.referral.holdUntil === null &&
        episode.referral.needs.some((need) => HELPS[need]?.includes(activity.category)) &&
        mayCome(episode, activity) &&
        !placed.has(episode.person.id),
    )
    .slice(0, WAITING_OFFERS)
  for (const [index, episode] of waiting.entries())
    offer(episode, activity, addWorkingDays(lastDay, -(index % 3)), { share: index === 1 ? undefined : 'given' })
}
