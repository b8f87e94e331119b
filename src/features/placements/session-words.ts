import type { Day } from '../../platform/clock.ts'
import { sayLongDay, sayShortDay } from '../../platform/web/words.ts'
import { type Cohort, type Session, sayHeld } from '../activities/public.ts'

export const toSessionRow = (session: Session) => ({
  when: session.status === 'cancelled' ? sayLongDay(session.on) : sayHeld(session),
  tag:
    session.status === 'cancelled'
      ? { text: 'Cancelled', colour: 'grey' }
      : session.status === 'moved'
        ? { text: `Moved from ${sayShortDay(session.on)}`, colour: 'orange' }
        : undefined,
  why: session.why,
  restores: session.status === 'cancelled' ? session.on : undefined,
})

export function toSessionsPage(given: { activity: { id: string; name: string }; sessions: Session[]; done: boolean }) {
  const { activity, sessions, done } = given
  const open = sessions.filter(({ status }) => status !== 'cancelled')
  return {
    title: `When ${activity.name} is held`,
    back: { href: '/group/activities', text: 'Your activities' },
    action: `/group/activities/${activity.id}/sessions`,
    restore: `/group/activities/${activity.id}/sessions/restore`,
    rows: sessions.map(toSessionRow),
    choices: [{ value: '', text: '' }, ...open.map((session) => ({ value: session.on, text: sayHeld(session) }))],
    done: done ? 'It is saved. Those who come are told.' : undefined,
  }
}

export const toCohortRow = (cohort: Cohort, today: Day) => ({
  name: cohort.name,
  href: `/group/cohorts/${cohort.id}`,
  facts: [
    `${cohort.startsOn > today ? 'Begins' : 'Began'} ${sayShortDay(cohort.startsOn)}`,
    cohort.weeks === 1 ? '1 week' : `${cohort.weeks} weeks`,
    `${cohort.taken} of ${cohort.capacity} places taken`,
  ].join(', '),
  isClosed: cohort.isClosed,
  canComplete: cohort.startsOn <= today,
  complete: `/group/cohorts/${cohort.id}/complete`,
})

export const firstTypedOfCohort = (cohort: Cohort) => ({
  name: cohort.name,
  startsOn: sayShortDay(cohort.startsOn),
  weeks: String(cohort.weeks),
  capacity: String(cohort.capacity),
  isClosed: cohort.isClosed ? 'yes' : '',
})
