import { isLive } from '../../features/placements/lifecycle.ts'
import { addWorkingDays, isWorkingDay } from '../../features/schemes/working-days.ts'
import { addDays, daysBetween } from '../../platform/clock.ts'
import type { Wish } from './answering.ts'
import { tellDayOne } from './day-one/day-one.ts'
import { giveWork } from './demo-work.ts'
import type { Episode, KnownPerson } from './episode.ts'
import { markMessages } from './inboxes.ts'
import { makeWorld } from './organisations.ts'
import { makePeople } from './people.ts'
import { seededRandom } from './random.ts'
import { writeReferral } from './referring.ts'
import type { Rows } from './rows.ts'
import { tellStory } from './story.ts'
import { settleOldTasks } from './tasks.ts'
import type { Practice, World } from './world.ts'

export const TOWN_SEED = 1966
export const PEOPLE_COUNT = 1_200
const REFERRAL_COUNT = 1_480

export type TownOptions = {
  today: string
  passwordHash: string
  seed?: number
  /** Fewer people than the demo has; each brings a referral and a quarter. */
  peopleCount?: number
}

/**
 * The demo's town: the same for the same seed, moved to end yesterday. Every referral walks through the rules that the
 * service itself obeys, so that what holds there holds here.
 */
export function makeTown({ today, passwordHash, seed = TOWN_SEED, peopleCount = PEOPLE_COUNT }: TownOptions): Rows {
  const world = makeWorld({ today, passwordHash, random: seededRandom(seed) })
  const newPeople = makePeople(world, peopleCount)
  const referralCount = peopleCount === PEOPLE_COUNT ? REFERRAL_COUNT : Math.ceil(peopleCount * 1.25)
  const episodes: Episode[] = []
  const returned = new Set<string>()

  for (const [index, { day, practice, wish }] of makeSlots(world, referralCount).entries()) {
    const mustBeNew = referralCount - index <= newPeople.length
    const mayReturn = newPeople.length === 0 || (!mustBeNew && world.random.chance(0.19))
    const returning = mayReturn ? findReturning(world, { episodes, returned }, day) : undefined
    const person = returning ?? newPeople.pop()
    if (person === undefined) continue
    const hasMoved = wish !== undefined || world.random.chance(0.06)
    const where = returning === undefined || hasMoved ? practice : returning.practice
    const episode = writeReferral(world, { day, practice: where, person, isByPractice: wish !== undefined })
    if (wish !== 'draft') tellStory(episode, wish)
    episodes.push(episode)
  }

  giveWork(world, episodes)
  markMessages(world)
  settleOldTasks(world)
  // A smaller town has too few people for stories that each need somebody of their own.
  if (peopleCount === PEOPLE_COUNT) tellDayOne(world, episodes)
  for (const { referral, contacts } of episodes) {
    world.rows.referrals.push(referral)
    world.rows.contacts.push(...contacts)
  }
  setPlaces(world)
  return world.rows
}

type Slot = { day: string; practice: Practice; wish: Wish | 'draft' | undefined }

/** When somebody is referred, and from where: more each month, on working days; the last ones are the demo's own. */
function makeSlots(world: World, referralCount: number): Slot[] {
  const { random, beganOn, today, practices } = world
  const [demo] = practices
  if (demo === undefined) throw new Error('A town without practices')
  const length = daysBetween(beganOn, today)
  const own = DEMO_SLOTS.map(({ workingDaysAgo, wish }) => ({
    day: addWorkingDays(today, -workingDaysAgo),
    practice: demo,
    wish,
  }))
  const days = Array.from({ length: referralCount - own.length }, () => {
    const day = addDays(beganOn, Math.floor(length * (random.int(10_000) / 10_000) ** 0.9))
    return isWorkingDay(day) ? day : addWorkingDays(day, -1)
  })
  const weights: (readonly [Practice, number])[] = practices.map((practice, index) => [
    practice,
    index === 0 ? 2.2 : 0.5 + ((index * 7) % 10) / 8,
  ])
  const others = days.map((day) => ({
    day,
    practice: random.weighted<Practice>(weights),
    wish: day > addDays(today, -60) && random.chance(0.06) ? ('draft' as const) : undefined,
  }))
  return [...others, ...own].sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0))
}

/** So that whoever signs in for the practice finds drafts, questions to answer and news. */
const DEMO_SLOTS: readonly { workingDaysAgo: number; wish: Slot['wish'] }[] = [
  { workingDaysAgo: 1, wish: undefined },
  { workingDaysAgo: 1, wish: 'draft' },
  { workingDaysAgo: 2, wish: 'accept' },
  { workingDaysAgo: 4, wish: 'draft' },
  { workingDaysAgo: 7, wish: 'return' },
  { workingDaysAgo: 7, wish: 'return' },
  { workingDaysAgo: 8, wish: 'return' },
  { workingDaysAgo: 9, wish: 'accept' },
  { workingDaysAgo: 9, wish: 'wait' },
  { workingDaysAgo: 14, wish: 'accept' },
  { workingDaysAgo: 21, wish: 'accept' },
  { workingDaysAgo: 23, wish: 'say-no' },
  { workingDaysAgo: 25, wish: 'say-no' },
]

/** Somebody whose only episode ended a good while ago and who is referred anew. */
function findReturning(
  { random }: World,
  { episodes, returned }: { episodes: readonly Episode[]; returned: Set<string> },
  day: string,
): KnownPerson | undefined {
  for (let tries = 0; tries < 40 && episodes.length > 0; tries += 1) {
    const { referral, person, day: lastDay } = random.pick(episodes)
    const isOver = referral.endedAt !== null && referral.status !== 'entered-in-error' && lastDay < addDays(day, -30)
    const mayReturn = !returned.has(person.id) && referral.endReason !== 'died' && person.claimedNhsNumber == null
    if (!isOver || !mayReturn) continue
    returned.add(person.id)
    return person
  }
  return undefined
}

/** As many places as were ever taken at once and some more; a few groups are full today. */
function setPlaces(world: World): void {
  const { rows, random } = world
  for (const [index, activity] of rows.activities.entries()) {
    const own = rows.placements.filter(({ activityId }) => activityId === activity.id)
    const line = rows.waitingEntries.filter(({ activityId }) => activityId === activity.id)
    const held = line.filter(({ status }) => status === 'offered').length
    const taken = own.filter(({ status }) => isLive(status)).length + held
    const isFull = line.length > 0 || (index % 9 === 4 && taken > 0)
    const capacity = isFull ? taken : taken + random.between(2, 12)
    switch (activity.capacityLevel === 'cohort' ? 'of-each-run' : activity.placesMode) {
      case 'of-each-run':
        break
      case 'talk-first':
        for (const placement of own) placement.holdsPlace = false
        Object.assign(activity, { capacity })
        break
      default:
        Object.assign(activity, { taken, capacity })
    }
  }
  const closed = rows.activities.find(({ name }) => name === 'Warm water exercise')
  if (closed !== undefined)
    Object.assign(closed, {
      status: 'closed',
      closedBecause: 'The pool is being repaired',
      reopensOn: addDays(world.today, 54),
    })
}
