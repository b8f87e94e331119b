import { occurrencesBetween } from '../../../features/activities/recurrence.ts'
import { confirmationDueOn, REVIEW_LADDER } from '../../../features/activities/review-ladder.ts'
import { addWorkingDays } from '../../../features/schemes/working-days.ts'
import { addDays, daysBetween } from '../../../platform/clock.ts'
import { providerOf, rowNamed } from '../listed.ts'
import { closeTask, openTask } from '../tasks.ts'
import { hashOf, placePostcodes } from '../where.ts'
import { instantOn } from '../world.ts'
import type { Scene } from './scene.ts'

const DAYS_TO_READ = 5
const DAYS_TO_CONFIRM = 10
const OPEN_DOORS = ['Debt and energy drop-in', 'Family drop-in'] as const
const WEEKS_OF_WALK_INS = 8

/** What keeps the directory true: a change that waits to be read, what readers say, what nobody confirmed, who came by an open door. */
export function tellDirectory(scene: Scene): void {
  placePostcodes(scene.world)
  proposeEdit(scene)
  for (const said of SAID) suggest(scene, said)
  climb(scene, { name: 'Warm room', upTo: 1, daysOnIt: 4 })
  climb(scene, { name: 'Clay for shaky hands', upTo: 5, daysOnIt: 2 })
  for (const name of OPEN_DOORS) countWalkIns(scene, name)
}

/** The lunch club would say another price; the service reads it first. */
function proposeEdit({ world, at, ago }: Scene): void {
  const { id, providerId } = rowNamed(world, 'Tuesday lunch club')
  const proposedAt = at(2, 14 * 60 + 12)
  world.rows.activityEdits.push({
    schemeId: world.schemeId,
    id: world.newId(proposedAt),
    activityId: id,
    patch: { costPence: 450, costNote: 'Two courses, tea and a pudding' },
    proposedAt,
    proposedById: providerOf(world, providerId).member.membershipId,
    decision: null,
    decidedAt: null,
    decidedById: null,
    why: null,
  })
  openTask(world, {
    kind: 'decide-edit',
    subjectKind: 'activity',
    subjectId: id,
    dueOn: addWorkingDays(ago(2), DAYS_TO_READ),
    at: proposedAt,
  })
}

type Said = { about: string | undefined; words: string; contact: string | null; daysAgo: number; outcome?: string }

/** The first from the public page, without a name; the second by a practice, and settled. */
const SAID: readonly Said[] = [
  {
    about: 'Raised beds',
    words: 'The gate on the lane is locked now. You go in from the car park, past the green hut.',
    contact: null,
    daysAgo: 1,
  },
  {
    about: undefined,
    words: 'There is a stroke café at the library on Fridays that is not in here.',
    contact: 'The reception of the practice',
    daysAgo: 9,
    outcome: 'The library rang back: it stopped in the summer. Nothing to add.',
  },
]

function suggest({ world, at, ago, member }: Scene, { about, words, contact, daysAgo, outcome }: Said): void {
  const saidAt = at(daysAgo, 10 * 60 + 40)
  const id = world.newId(saidAt)
  const [advisor = world.lead] = world.advisors
  const settledAt = outcome === undefined ? null : at(daysAgo - 3, 15 * 60)
  world.rows.activitySuggestions.push({
    schemeId: world.schemeId,
    id,
    activityId: about === undefined ? null : rowNamed(world, about).id,
    words,
    contact,
    saidAt,
    saidById: outcome === undefined ? null : member('referrer').membershipId,
    settledAt,
    settledById: outcome === undefined ? null : advisor.membershipId,
    outcome: outcome ?? null,
  })
  const dueOn = addWorkingDays(ago(daysAgo), DAYS_TO_READ)
  openTask(world, { kind: 'read-suggestion', subjectKind: 'suggestion', subjectId: id, dueOn, at: saidAt })
  if (settledAt !== null)
    closeTask(world, { kind: 'read-suggestion', subjectId: id, outcome: 'settled', by: advisor, at: settledAt })
}

/** Nobody said for long that a listing is so: it has climbed the ladder so far, each rung on its day. */
function climb({ world }: Scene, { name, upTo, daysOnIt }: { name: string; upTo: number; daysOnIt: number }): void {
  const activity = rowNamed(world, name)
  const reached = REVIEW_LADDER.filter(({ rung }) => rung <= upTo)
  const last = reached.at(-1)
  if (last === undefined) return
  const months = world.settings.directory.confirmEveryMonths
  const dueOn = addDays(world.today, -daysOnIt - last.afterDays)
  const length = daysBetween(dueOn, confirmationDueOn(dueOn, months))
  const confirmedOn = addDays(dueOn, -length)
  for (const { afterDays, act } of reached) {
    const on = addDays(dueOn, afterDays)
    const at = instantOn(on, 5 * 60 + 25)
    const task = { subjectKind: 'activity', subjectId: activity.id, dueOn: addWorkingDays(on, DAYS_TO_CONFIRM), at }
    if (act === 'ask') openTask(world, { ...task, kind: 'confirm-listing', organisationId: activity.providerId })
    if (act === 'tell-service') openTask(world, { ...task, kind: 'check-listing' })
  }
  const reachedOn = addDays(world.today, -daysOnIt)
  Object.assign(activity, {
    confirmedOn,
    updatedAt: instantOn(confirmedOn, 11 * 60),
    reviewRung: last.rung,
    reviewRungOn: reachedOn,
    hiddenAt: last.act === 'hide' ? instantOn(reachedOn, 5 * 60 + 25) : null,
  })
}

/** One number for each day of the last weeks on which the door was open. */
function countWalkIns({ world }: Scene, name: string): void {
  const { id, schedule, providerId } = rowNamed(world, name)
  const from = addDays(world.today, -7 * WEEKS_OF_WALK_INS)
  for (const { on, endsAt } of occurrencesBetween(schedule, from, addDays(world.today, -1))) {
    const recordedAt = new Date(`${on}T${endsAt}:00Z`)
    world.rows.activityWalkIns.push({
      schemeId: world.schemeId,
      id: world.newId(recordedAt),
      activityId: id,
      on,
      count: 5 + (hashOf(`${name} ${on}`) % 14),
      recordedAt,
      recordedById: providerOf(world, providerId).member.membershipId,
    })
  }
}
