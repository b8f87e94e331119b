import type { ContactPurpose } from '../../features/contacts/kinds.ts'
import { stageOf } from '../../features/referrals/stage.ts'
import { addWorkingDays } from '../../features/schemes/working-days.ts'
import { planContact } from './contacting.ts'
import { type Episode, moment } from './episode.ts'
import { offer } from './placing.ts'
import type { World } from './world.ts'

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

/** So that today every advisor has a day of visits, and the demo's provider has people waiting for an answer. */
export function giveWork(world: World, episodes: readonly Episode[]): void {
  const lastDay = addWorkingDays(world.today, -1)
  const open = episodes.filter(({ referral, day, contacts }) => {
    const isFree =
      referral.status === 'accepted' &&
      referral.holdUntil === null &&
      contacts.every(({ happened }) => happened !== null)
    return isFree && day <= lastDay && stageOf(referral, world.today) !== 'to-close'
  })
  for (const [index, advisor] of world.advisors.entries()) {
    const own = open.filter(({ owner }) => owner === advisor)
    const starts = index === 0 ? STARTS : STARTS.slice(0, 1 + (index % 3))
    for (const start of starts) plan(own.shift(), world.today, start, lastDay)
    for (const start of TOMORROWS) plan(own.shift(), addWorkingDays(world.today, 1), start, lastDay)
  }
  fillOffers(world, episodes, lastDay)
}

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
      ({ referral, person }) =>
        stageOf(referral, world.today) === 'active' && referral.holdUntil === null && !placed.has(person.id),
    )
    .slice(0, WAITING_OFFERS)
  for (const [index, episode] of waiting.entries())
    offer(episode, activity, addWorkingDays(lastDay, -(index % 3)), { share: index === 1 ? undefined : 'given' })
}
