import { type Day, timeInEngland, todayInEngland } from '../../platform/clock.ts'
import { faultOfFarDay } from '../../platform/days-ahead.ts'
import type { FieldError } from '../../platform/problems.ts'
import {
  type Attendance,
  type ContactPurpose,
  type ContactWay,
  isCancelled,
  isWritten,
  type NoteMark,
  type NoteSource,
  type NotHappenedReason,
} from './kinds.ts'

const LONGEST_PLANNED_HOURS = 12
const MS_PER_HOUR = 3_600_000

/** What a contact says, whether it is planned, known, or both. */
export type ContactFacts = {
  way: ContactWay
  purpose: ContactPurpose
  plannedStart: Date | null
  plannedEnd: Date | null
  happened: boolean | null
  notHappenedBecause: NotHappenedReason | null
  attendance: Attendance | null
  happenedOn: Day | null
  personSaidNo: boolean
  nextReviewOn: Day | null
  note: string | null
  noteSource: NoteSource | null
  noteMark: NoteMark | null
}

/** The answers that belong to "did it happen": another answer to that question asks them anew. */
export const NO_OUTCOME = {
  notHappenedBecause: null,
  attendance: null,
  happenedOn: null,
  personSaidNo: false,
  nextReviewOn: null,
} as const satisfies Partial<ContactFacts>

/** What is wrong with a contact as it would stand, each with its place; none when it may be written. */
export function faultsOf(contact: ContactFacts, days: { today: Day; submittedOn: Day }): FieldError[] {
  return [...planFaults(contact), ...outcomeFaults(contact), ...dayFaults(contact, days), ...wordFaults(contact)]
}

function planFaults({ way, plannedStart, plannedEnd, happened }: ContactFacts): FieldError[] {
  if (plannedStart === null) {
    if (plannedEnd !== null) return fault('plannedStart', 'Say when it begins')
    return happened === null ? fault('plannedStart', 'Say when it is planned for, or whether it happened') : []
  }
  if (plannedEnd === null)
    return way === 'home-visit' ? fault('plannedEnd', 'Say when you expect to leave: a home visit needs an end') : []
  const hours = (plannedEnd.getTime() - plannedStart.getTime()) / MS_PER_HOUR
  if (hours <= 0) return fault('plannedEnd', 'Enter an end after the beginning')
  return hours > LONGEST_PLANNED_HOURS ? fault('plannedEnd', 'Enter an end within twelve hours of the beginning') : []
}

function outcomeFaults(contact: ContactFacts): FieldError[] {
  const { way, happened, notHappenedBecause, attendance, happenedOn } = contact
  const faults: FieldError[] = []
  if (happened === false) {
    if (notHappenedBecause === null) faults.push(...fault('notHappenedBecause', 'Say why it did not happen'))
    else if (happenedOn === null && !isCancelled(notHappenedBecause))
      faults.push(...fault('happenedOn', 'Enter the day you tried'))
  } else if (notHappenedBecause !== null) {
    faults.push(...fault('notHappenedBecause', 'Only for a contact that did not happen'))
  }
  if (happened === true) {
    if (happenedOn === null) faults.push(...fault('happenedOn', 'Enter the day it happened'))
    if (attendance === null && !isWritten(way)) faults.push(...fault('attendance', 'Say whether the person took part'))
  } else if (attendance !== null) {
    faults.push(...fault('attendance', 'Only for a contact that happened'))
  }
  if (happened === null && happenedOn !== null) faults.push(...fault('happened', 'Say whether it happened'))
  return faults
}

function dayFaults(contact: ContactFacts, { today, submittedOn }: { today: Day; submittedOn: Day }): FieldError[] {
  const { happenedOn, nextReviewOn, plannedStart } = contact
  const faults: FieldError[] = []
  const isFar = [
    faultOfFarDay(plannedStart && todayInEngland(plannedStart), today, '#/plannedStart'),
    faultOfFarDay(nextReviewOn, today, '#/nextReviewOn'),
  ]
  faults.push(...isFar.filter((found) => found !== undefined))
  if (happenedOn !== null && happenedOn > today)
    faults.push(...fault('happenedOn', 'Enter a day that is not in the future'))
  if (happenedOn !== null && happenedOn < submittedOn)
    faults.push(...fault('happenedOn', 'Enter a day on or after the day the referral was sent'))
  if (isReviewHeld(contact)) {
    if (nextReviewOn === null) faults.push(...fault('nextReviewOn', 'Agree the day of the next review'))
    else if (happenedOn !== null && nextReviewOn <= happenedOn)
      faults.push(...fault('nextReviewOn', 'Enter a day after this review'))
  } else if (nextReviewOn !== null) {
    faults.push(...fault('nextReviewOn', 'Only for a review in which the person took part'))
  }
  return faults
}

/** What the person said goes to the practice; what somebody else said in confidence goes nowhere, so it is never both. */
function wordFaults({ personSaidNo, attendance, note, noteSource, noteMark }: ContactFacts): FieldError[] {
  if (note === null && (noteSource !== null || noteMark !== null)) return fault('note', 'Write the note')
  if (noteMark === 'in-confidence' && noteSource !== 'someone-else')
    return fault('noteSource', 'Only someone else can tell us in confidence: choose them as the source')
  if (!personSaidNo) return []
  if (noteMark !== null || noteSource === 'someone-else')
    return fault('note', 'Write what the person said, and the rest in another note: this one goes to the practice')
  if (attendance !== 'attended') return fault('personSaidNo', 'Only the person can say no: they must have taken part')
  return note === null ? fault('note', 'Write what the person said') : []
}

const isReviewHeld = ({ purpose, attendance }: ContactFacts): boolean =>
  purpose === 'review' && attendance === 'attended'

const fault = (field: keyof ContactFacts, detail: string): FieldError[] => [{ pointer: `#/${field}`, detail }]

/** Between these people are visited and rung, on working days; anything else is asked about, for nobody may be there to miss the worker. */
const HOURS = { from: '08:00', until: '18:00' }

type Plan = { plannedStart: Date; plannedEnd: Date | null }
/** What is known of the day and of the worker whose plan it is. */
export type DayOfPlan = { isWorkingDay: boolean; isAway: boolean; others: readonly Plan[] }

/** What somebody should be asked before it is planned so, in words; none when nothing speaks against it. */
export function doubtsAbout({ plannedStart, plannedEnd }: Plan, { isWorkingDay, isAway, others }: DayOfPlan): string[] {
  const ends = plannedEnd ?? plannedStart
  const isInHours = isWorkingDay && HOURS.from <= timeInEngland(plannedStart) && timeInEngland(ends) <= HOURS.until
  return [
    ...(isInHours ? [] : [`outside working hours, ${HOURS.from} to ${HOURS.until} on working days`]),
    ...(isWorkingDay && isAway ? ['on a day on which the worker is away'] : []),
    ...others.map((other) => `at the same time as another contact of the worker, ${span(other)}`),
  ]
}

const span = ({ plannedStart, plannedEnd }: Plan): string =>
  plannedEnd === null
    ? `at ${timeInEngland(plannedStart)}`
    : `${timeInEngland(plannedStart)} to ${timeInEngland(plannedEnd)}`

/** The day in whose order contacts are read: when it happened, else when it is planned for. */
export const dayOf = ({
  happenedOn,
  plannedStart,
}: Pick<ContactFacts, 'happenedOn' | 'plannedStart'>): Day | undefined =>
  happenedOn ?? (plannedStart === null ? undefined : todayInEngland(plannedStart))
