import { addDays, type Day } from '../../platform/clock.ts'
import type { SESSION_STATUSES } from './kinds.ts'
import { occurrencesBetween, type ScheduleLine } from './recurrence.ts'

/** What is kept of a session that differs from the schedule. */
export type SessionChange = {
  on: Day
  status: (typeof SESSION_STATUSES)[number]
  movedToOn: Day | null
  startsAt: string | null
  endsAt: string | null
  why: string | null
}

/** One session as it is now: its day by the schedule, and the day on which it is held. */
export type Session = {
  on: Day
  heldOn: Day
  startsAt: string
  endsAt: string
  status: SessionChange['status']
  why: string | null
}

/** The sessions from one day to another, both included: those that the schedule says, with what was changed laid over them. */
export function sessionsBetween(
  schedule: readonly ScheduleLine[],
  changes: readonly SessionChange[],
  { from, to }: { from: Day; to: Day },
): Session[] {
  const isIn = (day: Day): boolean => day >= from && day <= to
  const cameFromOutside = changes.filter(({ on, movedToOn }) => !isIn(on) && movedToOn !== null && isIn(movedToOn))
  const planned = [
    ...occurrencesBetween(schedule, from, to),
    ...cameFromOutside.flatMap(({ on }) => occurrencesBetween(schedule, on, on)),
  ]
  return planned.map((one) => lay(one, changes)).toSorted(byDay)
}

const lay = (
  { on, startsAt, endsAt }: { on: Day; startsAt: string; endsAt: string },
  changes: readonly SessionChange[],
): Session => {
  const change = changes.find((candidate) => candidate.on === on)
  return {
    on,
    heldOn: change?.movedToOn ?? on,
    startsAt: change?.startsAt ?? startsAt,
    endsAt: change?.endsAt ?? endsAt,
    status: change?.status ?? 'as-planned',
    why: change === undefined || change.status === 'as-planned' ? null : change.why,
  }
}

const keyOf = ({ heldOn, startsAt, on }: Session): string => `${heldOn} ${startsAt} ${on}`
const byDay = (one: Session, other: Session): number =>
  keyOf(one) < keyOf(other) ? -1 : keyOf(one) > keyOf(other) ? 1 : 0

/** Those that somebody comes to. */
export const heldOf = (sessions: readonly Session[]): Session[] =>
  sessions.filter(({ status }) => status !== 'cancelled')

/** How far a page looks ahead, and how far one may ask at once. */
export const SESSIONS_SHOWN_DAYS = 56
export const MOST_SESSION_DAYS = 370

/** Whether a cohort of so many weeks runs on a day. */
export const isInCohort = ({ startsOn, weeks }: { startsOn: Day; weeks: number }, day: Day): boolean =>
  day >= startsOn && day < addDays(startsOn, weeks * 7)
