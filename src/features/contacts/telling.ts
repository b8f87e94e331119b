import { type Day, daysBetween, timeInEngland, todayInEngland } from '../../platform/clock.ts'
import { sayLongDay } from '../../platform/web/words.ts'
import type { ContactWay, VisitNews } from './kinds.ts'

/*
 * What a person knows of a visit, and what they must hear when it is planned, moved or cancelled. A stranger at the door of
 * somebody of eighty-two is announced first.
 */

/** Somebody comes, or is seen: a call or a letter announces itself. */
export const VISIT_WAYS: readonly ContactWay[] = ['home-visit', 'community-visit', 'practice-visit', 'video', 'meeting']
export const isVisit = (way: ContactWay): boolean => VISIT_WAYS.includes(way)

/** What the person was told last, and could have heard. */
export type Known = { news: VisitNews; plannedStart: Date; workerId: string }
export type VisitNow = {
  /** Still planned, of an episode that goes on. */
  isComing: boolean
  /** Whoever cancelled it themselves knows. */
  isKnownCancelled: boolean
  plannedStart: Date | null
  workerId: string
}

/** Whether the person expects what is so. */
export const isAsTold = (
  { isComing, plannedStart, workerId }: VisitNow,
  known: Known | undefined,
  now: Date,
): boolean =>
  known === undefined || !expects(known, now)
    ? !isComing
    : isComing && plannedStart?.getTime() === known.plannedStart.getTime() && workerId === known.workerId

const expects = ({ news, plannedStart }: Known, now: Date): boolean => news !== 'visit-cancelled' && plannedStart > now

/** What the person must hear; undefined: nothing. */
export function newsOf(visit: VisitNow, known: Known | undefined, now: Date): VisitNews | undefined {
  if (isAsTold(visit, known, now)) return undefined
  const isExpecting = known !== undefined && expects(known, now)
  if (visit.isComing) return isExpecting ? 'visit-moved' : 'visit-planned'
  return visit.isKnownCancelled ? undefined : 'visit-cancelled'
}

/** A letter needs so many days to be printed, posted and read; with more of them it is the better way to announce a stranger. */
const LETTER_DAYS = 3
const BETTER_BY_LETTER_DAYS = 6

export function waysInTime(news: VisitNews, { today, day }: { today: Day; day: Day }): WaysInTime {
  const ahead = daysBetween(today, day)
  const atOnce = ['phone', 'text', 'email'] as const
  const isInTime = news !== 'visit-reminder' && ahead >= LETTER_DAYS
  return {
    channels: isInTime ? [...atOnce, 'letter'] : atOnce,
    preferred: news === 'visit-planned' && ahead >= BETTER_BY_LETTER_DAYS ? 'letter' : undefined,
  }
}
type WaysInTime = { channels: readonly ('phone' | 'text' | 'email' | 'letter')[]; preferred: 'letter' | undefined }

/** As it is said: "Tuesday 3 March 2026 at 10:00". */
export const sayWhen = (at: Date): string => `${sayLongDay(todayInEngland(at))} at ${timeInEngland(at)}`
