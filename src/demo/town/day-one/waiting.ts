import type { GapReason } from '../../../features/placements/kinds.ts'
import { isLive } from '../../../features/placements/lifecycle.ts'
import { DAYS_TO_ANSWER } from '../../../features/placements/waiting.ts'
import { addWorkingDays } from '../../../features/schemes/working-days.ts'
import { todayInEngland } from '../../../platform/clock.ts'
import { postcodeDistrict } from '../../../platform/postcode.ts'
import type { Episode } from '../episode.ts'
import { lapse, offer } from '../placing.ts'
import type { Rows } from '../rows.ts'
import { openTask } from '../tasks.ts'
import { instantOn, type TownActivity } from '../world.ts'
import type { Scene } from './scene.ts'

type Entry = Rows['waitingEntries'][number]

/** Working days ago that each of them joined; the first one of them holds an offer. */
const JOINED = [38, 31, 22, 12, 4] as const

const GAPS: readonly { need: string; why: GapReason; note: string; workingDaysAgo: number }[] = [
  { need: 'transport', why: 'nothing-exists', note: 'A bus or a lift on Sundays', workingDaysAgo: 16 },
  { need: 'loneliness', why: 'wrong-time', note: 'Company in the evening, when the house is quiet', workingDaysAgo: 9 },
  { need: 'digital', why: 'language', note: 'Somebody who shows it in Urdu', workingDaysAgo: 3 },
]

/** A group that is full and whom it keeps waiting, an offer that nobody answered, and what was not there. */
export function tellWaiting(scene: Scene): void {
  const { world, episodes } = scene
  const full = findFull(scene)
  const free = episodes.filter(
    ({ referral, person }) => referral.status === 'accepted' && !hasPlace(scene, person.id) && person.diedOn == null,
  )
  const [first, ...others] = JOINED.flatMap((workingDaysAgo, index) => {
    const episode = free[index]
    return episode === undefined ? [] : [{ episode, entry: wait(scene, { episode, activity: full, workingDaysAgo }) }]
  })
  if (first === undefined || others.length < JOINED.length - 1) throw new Error('Too few people wait in the town')
  hold(scene, first)
  const silent = free[JOINED.length]
  if (silent !== undefined) keepSilent(scene, silent)
  for (const [index, gap] of GAPS.entries()) {
    const episode = free[JOINED.length + 1 + index]
    if (episode !== undefined) writeGap(scene, episode, gap)
  }
  for (const placement of world.rows.placements)
    if (placement.status === 'offered')
      placement.answerBy = later(
        addWorkingDays(todayInEngland(placement.offeredAt), DAYS_TO_ANSWER),
        addWorkingDays(world.today, 1),
      )
}

const later = (one: string, other: string): string => (one > other ? one : other)

const hasPlace = ({ world }: Scene, personId: string): boolean =>
  world.rows.placements.some((placement) => placement.personId === personId && isLive(placement.status))

/** The group that most people go to. */
function findFull({ world }: Scene): TownActivity {
  const taken = (id: string) =>
    world.rows.placements.filter(({ activityId, status }) => activityId === id && isLive(status)).length
  const [most] = world.activities.toSorted((one, other) => taken(other.id) - taken(one.id))
  if (most === undefined) throw new Error('A town without activities')
  return most
}

function wait(
  { world, at, ago }: Scene,
  { episode, activity, workingDaysAgo }: { episode: Episode; activity: TownActivity; workingDaysAgo: number },
): Entry {
  const joinedAt = at(workingDaysAgo, 10 * 60 + workingDaysAgo)
  const entry: Entry = {
    schemeId: world.schemeId,
    id: world.newId(joinedAt),
    personId: episode.person.id,
    referralId: episode.referral.id,
    activityId: activity.id,
    status: 'waiting',
    isUrgent: false,
    hopes: null,
    accessNeeds: [],
    joinedAt,
    joinedById: (episode.owner ?? world.lead).membershipId,
    answerBy: null,
    cohortId: null,
    sessionOn: null,
    passedOn: null,
    passedOffers: 0,
    wantedOn: ago(workingDaysAgo),
    askedOn: null,
    placementId: null,
    endedAt: null,
    leftBecause: null,
  }
  world.rows.waitingEntries.push(entry)
  return entry
}

function hold({ world, at }: Scene, { episode, entry }: { episode: Episode; entry: Entry }): void {
  const answerBy = addWorkingDays(world.today, 2)
  Object.assign(entry, { status: 'offered', answerBy })
  openTask(world, {
    kind: 'answer-waiting-offer',
    subjectKind: 'waiting-entry',
    subjectId: entry.id,
    member: episode.owner,
    dueOn: answerBy,
    at: at(3, 11 * 60),
  })
}

/** A group that did not answer in its five days. */
function keepSilent({ world, ago }: Scene, episode: Episode): void {
  const activity = world.activities.at(-1)
  if (activity === undefined) return
  const course = offer(episode, activity, ago(8), { share: undefined })
  course.placement.answerBy = ago(3)
  lapse(course, ago(2))
  openTask(world, {
    kind: 'offer-lapsed',
    subjectKind: 'placement',
    subjectId: course.placement.id,
    member: episode.owner,
    dueOn: addWorkingDays(world.today, 1),
    at: instantOn(ago(2), 5 * 60 + 30),
  })
}

function writeGap({ world, at, ago, personRow }: Scene, episode: Episode, gap: (typeof GAPS)[number]): void {
  const { need, why, note, workingDaysAgo } = gap
  const { postcode, addressHidden } = personRow(episode)
  const recordedAt = at(workingDaysAgo, 14 * 60 + 10)
  world.rows.gaps.push({
    schemeId: world.schemeId,
    id: world.newId(recordedAt),
    personId: episode.person.id,
    referralId: episode.referral.id,
    need,
    area: postcode == null || addressHidden === true ? null : postcodeDistrict(postcode),
    why,
    note,
    recordedAt,
    recordedOn: ago(workingDaysAgo),
    recordedById: (episode.owner ?? world.lead).membershipId,
  })
}
