import { addDays, type Day, toDayNumber, weekdayOf } from '../../platform/clock.ts'
import { sayLongDay } from '../../platform/web/words.ts'
import type { countOpen } from '../caseload/public.ts'

/** Monday is 0. */
const FRIDAY = 4

/** The Friday before today: on a Monday that is the weekend's beginning, on a Friday the week's. */
export function lastFriday(today: Day): Day {
  let day = addDays(today, -1)
  while (weekdayOf(toDayNumber(day)) !== FRIDAY) day = addDays(day, -1)
  return day
}

type Counted =
  | 'unread'
  | 'tasks'
  | 'concerns'
  | 'alarms'
  | 'enquiries'
  | 'away'
  | 'inside'
  | 'noReplies'
  | 'offers'
  | 'failed'
type Line = { text: string; count: number; href: string; urgent: boolean; orMore: boolean }

export function toTeamPage(given: {
  open: Awaited<ReturnType<typeof countOpen>>
  sizes: Record<Counted, number>
  counted: number
  watching: boolean
  daysWithoutDuty: number
  since: Day
  today: Day
}) {
  const { open, sizes, counted, watching, daysWithoutDuty, since, today } = given
  const line = (text: string, count: number, href: string, { urgent = false } = {}): Line => ({
    text,
    count,
    href,
    urgent: urgent && count > 0,
    orMore: count >= counted && Object.values(sizes).includes(count),
  })
  const everybody = '/caseload?owner=anyone'
  return {
    title: 'Team',
    since: sayLongDay(since),
    watching,
    now: [
      line('not back from a visit', sizes.alarms, '/lone-working', { urgent: true }),
      line('did not open the door, and nobody has spoken to them', sizes.noReplies, '/no-replies', { urgent: true }),
      line('inside a visit now', sizes.inside, '/lone-working'),
      line('concerns open', sizes.concerns, '/concerns', { urgent: true }),
      line('to be answered', open.toTriage, `${everybody}&stage=to-triage`),
      line('without an advisor', open.toAllocate, '/unallocated'),
      line('overdue', open.overdue, `${everybody}&overdue=true`, { urgent: true }),
      line('messages not read', sizes.unread, '/inbox'),
      line('offers that no group has answered', sizes.offers, '/offers'),
      line('messages that did not arrive', sizes.failed, '/outbox?show=failed', { urgent: true }),
      line('tasks of mine, or nobody’s', sizes.tasks, '/tasks'),
      line('enquiries to ring back', sizes.enquiries, '/enquiries'),
      line('away today', sizes.away, '/away'),
    ],
    lately: [
      line('referrals came', open.fresh, `${everybody}&sort=waiting&order=desc`),
      line('became overdue', open.newlyOverdue, `${everybody}&overdue=true&order=desc`),
    ],
    open: { count: open.open, href: everybody },
    daysWithoutDuty,
    others: [
      { since: addDays(today, -1), text: 'since yesterday' },
      { since: addDays(today, -7), text: 'in the last week' },
      { since: addDays(today, -30), text: 'in the last 30 days' },
    ].map(({ since: day, text }) => ({ href: `/team?since=${day}`, text })),
  }
}
