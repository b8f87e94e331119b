import { occurrencesBetween, partsOfWeek } from '../../../features/activities/recurrence.ts'
import { isLive } from '../../../features/placements/lifecycle.ts'
import { addWorkingDays } from '../../../features/schemes/working-days.ts'
import { addDays, todayInEngland } from '../../../platform/clock.ts'
import type { Episode } from '../episode.ts'
import { providerOf, rowNamed } from '../listed.ts'
import { toLine } from '../listing.ts'
import { comeOn, offer } from '../placing.ts'
import { instantOn, type TownActivity } from '../world.ts'
import type { Scene } from './scene.ts'

const WEEKS = 6
const RUNNING = { capacity: 8, members: 6 }
/** Nobody else can come: two of them still wait for the group's yes. */
const COMING = { capacity: 6, accepted: 4, offered: 2 }

/** A course of six weeks that is held again and again: one run is half over, the next is full before it begins. */
export function tellProgramme(scene: Scene): void {
  const { world, ago } = scene
  const course = addCourse(scene)
  const [firstOn = world.today] = datesOf(scene, addDays(world.today, -24), addDays(world.today, -17))
  const nextOn = addDays(firstOn, 7 * (WEEKS + 1))
  const running = addRun(scene, course, {
    name: 'The run that is on',
    startsOn: firstOn,
    ...RUNNING,
    taken: RUNNING.members,
  })
  const coming = addRun(scene, course, {
    name: 'The next run',
    startsOn: nextOn,
    capacity: COMING.capacity,
    taken: COMING.accepted + COMING.offered,
  })
  const offeredOn = addWorkingDays(firstOn, -8)
  const free = listFree(scene, offeredOn)
  if (free.length < RUNNING.members + COMING.capacity) throw new Error('Too few people for the course')

  const days = datesOf(scene, firstOn, addDays(world.today, -1))
  for (const episode of free.splice(0, RUNNING.members)) {
    const place = offer(episode, course, offeredOn, { share: 'given' })
    Object.assign(place.placement, { cohortId: running, startsOn: firstOn })
    comeOn(place, addWorkingDays(offeredOn, 2), days)
  }
  for (const [index, episode] of free.splice(0, COMING.capacity).entries()) {
    const isAccepted = index < COMING.accepted
    const place = offer(episode, course, isAccepted ? ago(9) : ago(2), { share: 'given' })
    Object.assign(place.placement, { cohortId: coming, startsOn: nextOn })
    if (isAccepted) comeOn(place, ago(6), [])
  }
}

const NAME = 'Steady on your feet'
const LINE = { rule: 'FREQ=WEEKLY;BYDAY=TU', startsAt: '13:30', endsAt: '15:00' } as const

const datesOf = ({ world }: Scene, from: string, to: string): string[] =>
  occurrencesBetween([toLine(LINE, world.beganOn)], from, to).map(({ on }) => on)

/** In the hall and of the group that has tai chi. */
function addCourse({ world }: Scene): TownActivity {
  const hall = rowNamed(world, 'Tai chi for balance')
  const schedule = [toLine(LINE, world.beganOn)]
  const at = hall.createdAt
  const row = {
    ...hall,
    id: world.newId(at),
    name: NAME,
    description: 'Six weeks of strength and balance, in small steps, with something to do at home.',
    when: 'Tuesdays 1:30 to 3, six weeks at a time',
    costPence: 500,
    costNote: 'Free with Pension Credit',
    schedule,
    held: partsOfWeek(schedule, world.today),
    capacityLevel: 'cohort' as const,
    capacity: RUNNING.capacity,
    taken: 0,
  }
  world.rows.activities.push(row)
  return {
    id: row.id,
    provider: providerOf(world, hall.providerId),
    category: hall.category,
    access: hall.access,
    weekdays: [1],
    popularity: 0,
    minimumAge: 0,
    isForWomen: false,
  }
}

type Run = { name: string; startsOn: string; capacity: number; taken: number }

function addRun({ world }: Scene, course: TownActivity, { name, startsOn, capacity, taken }: Run): string {
  const id = world.newId(instantOn(addDays(world.today, -60), 10 * 60))
  world.rows.activityCohorts.push({
    schemeId: world.schemeId,
    id,
    activityId: course.id,
    name,
    startsOn,
    weeks: WEEKS,
    capacity,
    taken,
    isClosed: false,
    version: 1,
  })
  return id
}

/** Whose plan was agreed by then; whoever goes somewhere already comes first, so that others are left to wait for a place. */
function listFree({ world, episodes }: Scene, day: string): Episode[] {
  const placed = new Set(world.rows.placements.filter(({ status }) => isLive(status)).map(({ personId }) => personId))
  const suits = ({ referral, person }: Episode) =>
    referral.status === 'accepted' &&
    referral.planAgreedAt !== null &&
    todayInEngland(referral.planAgreedAt) < day &&
    person.claimedNhsNumber == null
  return episodes
    .filter(suits)
    .toSorted((one, other) => Number(placed.has(other.person.id)) - Number(placed.has(one.person.id)))
}
