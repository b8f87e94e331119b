import { addDays, type Day } from '../../platform/clock.ts'
import type { WaitingOrder } from '../activities/public.ts'

/** Why somebody is on the list no more. The last three are the system's to say. */
export const WAITING_LEFT_REASONS = [
  'found-something-else',
  'does-not-want-it-now',
  'waited-too-long',
  'unwell',
  'moved-away',
  'another-reason',
  'two-offers-passed',
  'activity-ended',
  'referral-ended',
] as const
export type WaitingLeftReason = (typeof WAITING_LEFT_REASONS)[number]
/** What somebody can say. */
export const SAID_LEFT_REASONS = WAITING_LEFT_REASONS.slice(0, 6) as [WaitingLeftReason, ...WaitingLeftReason[]]

/** After so many offers that passed, or that came to nothing, the advisor talks with the person; nobody goes on asking. */
export const OFFERS_BEFORE_A_TALK = 2

/** Working days that a place is held for somebody's answer, and that a group has for its own. */
export const DAYS_TO_ANSWER = 5

/** After so many weeks of waiting, and again, somebody asks whether it is still wanted. */
export const ASK_AGAIN_AFTER_DAYS = 56

/** Whoever passed is left in peace for so long; then they are asked again, in the place that they have in line. */
export const REST_DAYS_AFTER_PASSING = 7

/** Somebody in line, as whose turn it is asks. Ids are in order of time, so of two who joined at once one is first. */
export type InLine = { id: string; isUrgent: boolean; joinedAt: Date; passedOn: Day | null }

/** Everybody in the order in which they are asked. */
export const inOrder = <Entry extends InLine>(line: readonly Entry[], rule: WaitingOrder): Entry[] =>
  line.toSorted(
    (one, other) =>
      (rule === 'urgent-first' ? Number(other.isUrgent) - Number(one.isUrgent) : 0) ||
      one.joinedAt.getTime() - other.joinedAt.getTime() ||
      (one.id < other.id ? -1 : 1),
  )

/** Why somebody who joined earlier was not asked before another. */
export type PassedOver = { id: string; because: 'less-urgent' | 'passed-lately' }

/** Whose turn it is, and who joined before them and is passed over, each with why; undefined when nobody is to be asked. */
export function nextInLine<Entry extends InLine>(
  line: readonly Entry[],
  rule: WaitingOrder,
  today: Day,
): { next: Entry; passedOver: PassedOver[] } | undefined {
  const next = inOrder(line, rule).find(({ passedOn }) => !restsOn(passedOn, today))
  if (next === undefined) return undefined
  const inTime = inOrder(line, 'first-come')
  const before = inTime.slice(0, inTime.indexOf(next))
  return {
    next,
    passedOver: before.map(({ id, passedOn }) => ({
      id,
      because: restsOn(passedOn, today) ? 'passed-lately' : 'less-urgent',
    })),
  }
}

const restsOn = (passedOn: Day | null, today: Day): boolean =>
  passedOn !== null && today < addDays(passedOn, REST_DAYS_AFTER_PASSING)
