import { ACCESS_FEATURE_CODES } from '../../features/activities/kinds.ts'
import { knownValue } from '../../features/people/facts.ts'
import { isLive, type PlacementStatus, type PlacementStep, takeStep } from '../../features/placements/lifecycle.ts'
import type { Placement } from '../../features/placements/store.ts'
import { addWorkingDays } from '../../features/schemes/working-days.ts'
import { addDays, ageOn, toDayNumber, weekdayOf } from '../../platform/clock.ts'
import { type End, type Episode, workerOf } from './episode.ts'
import type { Random } from './random.ts'
import { HELPS } from './words/activities.ts'
import { ABSENCE_NOTES, ATTENDANCE_NOTES, HOPES } from './words/contact-words.ts'
import { instantOn, type Member, type TownActivity } from './world.ts'

/** A placement on its way, beside the contacts of its episode, until the episode ends or today comes. */
type Course = {
  episode: Episode
  random: Random
  activity: TownActivity
  placement: Placement
  day: string
  at: Date
  end: End | undefined
}

/** Places the person with groups that help with what they need, from the day the plan was agreed. */
export function place(episode: Episode, from: string, end: End | undefined): void {
  const { random, referral, world } = episode
  const categories = new Set(referral.needs.flatMap((need) => HELPS[need] ?? []))
  const fitting = world.activities.filter((activity) => categories.has(activity.category) && mayCome(episode, activity))
  const wanted = random.weighted([
    [0, 2],
    [1, 5],
    [2, 2.5],
    [3, 0.5],
  ])
  const chosen = new Set(
    Array.from({ length: fitting.length === 0 ? 0 : wanted }, () =>
      random.weighted(fitting.map((activity) => [activity, activity.popularity])),
    ),
  )
  let day = from
  for (const activity of chosen) {
    day = addWorkingDays(day, random.between(1, 6))
    if (day >= (end?.day ?? world.today)) return
    const share = random.weighted<'given' | 'refused' | undefined>([
      ['given', 90],
      ['refused', 3],
      [undefined, 7],
    ])
    follow(offer(episode, activity, day, { share, end }), random.chance(0.03))
  }
}

export const mayCome = ({ person, world }: Episode, { minimumAge, isForWomen }: TownActivity): boolean =>
  (!isForWomen || knownValue(person.facts.sex) === 'female') && ageOn(person.bornOn, world.beganOn) >= minimumAge

/** Offers the person to a group, on whether they agree that it may know who they are. */
export function offer(
  episode: Episode,
  activity: TownActivity,
  day: string,
  { share, end }: { share: 'given' | 'refused' | undefined; end?: End | undefined },
): Course {
  const { world, referral, person } = episode
  const random = episode.random.fork()
  const by = workerOf(episode)
  const at = instantOn(day, random.between(9 * 60, 16 * 60))
  const about = { schemeId: world.schemeId, personId: person.id }
  if (share !== undefined)
    world.rows.consents.push({
      ...about,
      id: world.newId(at),
      purpose: 'share',
      recipientId: activity.provider.id,
      answer: share,
      how: random.pick(['in-person', 'by-phone'] as const),
      answeredOn: day,
      recordedAt: at,
      recordedById: by.membershipId,
    })
  const placement: Placement = {
    ...about,
    id: world.newId(at),
    referralId: referral.id,
    activityId: activity.id,
    providerId: activity.provider.id,
    status: 'offered',
    hopes: random.chance(0.8) ? random.pick(HOPES[activity.category] ?? ['A kind face, and to be expected.']) : null,
    accessNeeds: random.chance(0.3) ? random.some(ACCESS_FEATURE_CODES, 1) : [],
    startsOn: random.chance(0.5) ? addDays(day, random.between(7, 14)) : null,
    offeredAt: at,
    acceptedAt: null,
    startedOn: null,
    endedOn: null,
    endReason: null,
    correctedAt: null,
    cohortId: null,
    sessionOn: null,
    holdsPlace: true,
    comesWith: null,
    homeBy: null,
    answerBy: null,
  }
  world.rows.placements.push(placement)
  const course = { episode, random, activity, placement, day, at, end }
  writeEvent(course, 'offer', 'offered', { by, at, on: day })
  return course
}

/** What comes of an offer: an answer, a start, weeks of coming or not, an end. A slow group lets offers lie. */
function follow(course: Course, isSlow: boolean): void {
  const { random, activity, placement, episode } = course
  const waits = isSlow
    ? 10
    : random.weighted([
        [1, 4],
        [2, 3],
        [4, 2],
        [7, 1],
      ])
  if (!goOn(course, waits)) {
    endWithEpisode(course)
    return
  }
  const by = activity.provider.member
  const answer = random.weighted([
    ['accept' as const, 88],
    ['decline' as const, 9],
    ['cancel' as const, 3],
  ])
  switch (isSlow ? 'lapse' : answer) {
    case 'lapse':
      take(course, 'lapse', { by: null })
      break
    case 'decline':
      take(course, 'decline', { by, reason: random.pick(['full', 'not-suitable', 'access-needs', 'area']) })
      break
    case 'cancel':
      take(course, 'cancel', { by: workerOf(episode), note: 'Would rather not after all.' })
      break
    case 'accept':
      take(course, 'accept', { by })
      placement.acceptedAt = course.at
      attend(course, by)
  }
}

function attend(course: Course, by: Member): void {
  const { random, placement, episode } = course
  const { luck } = episode
  const sessions = random.weighted([
    [4, 2],
    [8, 4],
    [12, 4],
    [30, 3],
  ])
  const comes = { better: 0.88, some: 0.8, same: 0.7, worse: 0.6 }[luck]
  for (let session = 0; session < sessions && isLive(placement.status); session += 1) {
    if (!goOn(course, session === 0 ? random.between(3, 8) : 5, course.activity.weekdays)) {
      endWithEpisode(course)
      return
    }
    const attended = random.chance(comes) ? 'yes' : 'no'
    writeAttendance(course, attended, by)
    if (attended === 'yes' && placement.status === 'accepted') {
      placement.startedOn = course.day
      take(course, 'start', { by })
    }
    if (attended === 'no' && random.chance(luck === 'worse' ? 0.2 : 0.05))
      take(course, 'end', { by, reason: random.pick(['person-stopped', 'health', 'transport', 'not-suitable']) })
  }
  if (placement.status === 'started') take(course, 'complete', { by })
  if (placement.status === 'accepted') take(course, 'end', { by, reason: 'person-stopped' })
}

/** Whether a day so many working days on, and then one of these weekdays, has come before the episode's end and today. */
function goOn(course: Course, workingDays: number, weekdays: readonly number[] = []): boolean {
  const { episode, end, random } = course
  const day = nextOf(weekdays, addWorkingDays(course.day, workingDays))
  if (day >= (end?.day ?? episode.world.today)) return false
  course.day = day
  course.at = instantOn(day, random.between(9 * 60, 16 * 60))
  return true
}

/** The day itself or the next that is one of these days of the week; any day when none is named. */
function nextOf(weekdays: readonly number[], day: string): string {
  const isOne = (on: string) => weekdays.length === 0 || weekdays.includes(weekdayOf(toDayNumber(on)))
  return isOne(day) ? day : nextOf(weekdays, addDays(day, 1))
}

/** The group says yes on a day, and the person comes on each of these; on none, they are expected. */
export function comeOn(course: Course, acceptOn: string, days: readonly string[]): void {
  const by = course.activity.provider.member
  const goTo = (day: string) => Object.assign(course, { day, at: instantOn(day, 15 * 60) })
  goTo(acceptOn)
  take(course, 'accept', { by })
  course.placement.acceptedAt = course.at
  for (const day of days) {
    goTo(day)
    writeAttendance(course, 'yes', by)
    if (course.placement.status !== 'accepted') continue
    course.placement.startedOn = day
    take(course, 'start', { by })
  }
}

/** Nobody of the group answered in time. */
export function lapse(course: Course, day: string): void {
  course.day = day
  course.at = instantOn(day, 5 * 60 + 30)
  take(course, 'lapse', { by: null })
}

function endWithEpisode(course: Course): void {
  const { end, placement } = course
  if (end === undefined) return
  course.day = end.day
  course.at = end.at
  take(course, placement.status === 'started' ? 'end' : 'cancel', { by: end.by, reason: end.reason })
}

type Taken = { by: Member | null; reason?: string; note?: string }

function take(course: Course, step: PlacementStep, { by, reason, note }: Taken): void {
  const { episode, placement, activity, day, at } = course
  const outcome = takeStep(placement.status, step)
  if (!outcome.allowed) throw new Error(`The town took the step ${step} on a placement that is ${placement.status}`)
  placement.status = outcome.status
  writeEvent(course, step, outcome.status, { by, at, on: day, reason, note })
  const { careRelationships } = episode.world.rows
  if (step === 'accept')
    careRelationships.push({
      schemeId: placement.schemeId,
      id: episode.world.newId(at),
      personId: placement.personId,
      kind: 'placement',
      scope: 'placement',
      organisationId: activity.provider.id,
      subjectId: placement.id,
      fromAt: at,
      untilAt: null,
    })
  if (isLive(outcome.status)) return
  Object.assign(placement, { endedOn: day, endReason: reason ?? null })
  Object.assign(careRelationships.findLast(({ subjectId }) => subjectId === placement.id) ?? {}, { untilAt: at })
}

type Happened = { by: Member | null; at: Date; on: string; reason?: string | undefined; note?: string | undefined }

function writeEvent(
  { episode, placement }: Course,
  step: PlacementStep,
  toStatus: PlacementStatus,
  happened: Happened,
): void {
  const { world } = episode
  const { by, at, on, reason = null, note = null } = happened
  world.rows.placementEvents.push({
    schemeId: world.schemeId,
    id: world.newId(at),
    placementId: placement.id,
    personId: placement.personId,
    referralId: placement.referralId,
    step,
    toStatus,
    byId: by?.membershipId ?? null,
    at,
    on,
    reason,
    note,
  })
}

function writeAttendance({ episode, random, placement, day, at }: Course, attended: 'yes' | 'no', by: Member): void {
  const { world } = episode
  const note = random.chance(0.15) ? random.pick(attended === 'yes' ? ATTENDANCE_NOTES : ABSENCE_NOTES) : null
  world.rows.placementAttendances.push({
    schemeId: world.schemeId,
    id: world.newId(at),
    placementId: placement.id,
    personId: placement.personId,
    referralId: placement.referralId,
    on: day,
    attended,
    note,
    recordedAt: at,
    recordedById: by.membershipId,
  })
}
