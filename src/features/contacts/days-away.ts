import type { Planned } from './store/days-away.ts'

/*
 * A worker is away: each of their contacts is kept with somebody else, moved or cancelled, all in one step.
 */

export const DAYS_AWAY_ACTS = ['keep-with-cover', 'move', 'cancel'] as const
export type DaysAwayAct = (typeof DAYS_AWAY_ACTS)[number]
export type DaysAwayItem = {
  contactId: string
  do: DaysAwayAct
  toId?: string | undefined
  at?: string | undefined
}

/** Whether two plans of one worker are in each other's way. A call without an end takes no time that is known. */
export const isInTheWay = (one: Omit<Planned, 'contactId'>, other: Omit<Planned, 'contactId'>): boolean =>
  one.start.getTime() === other.start.getTime() ||
  (one.start < (other.end ?? other.start) && other.start < (one.end ?? one.start))

/** The end that goes with another beginning: a visit stays as long as it was. */
export const endAfterMove = (plan: { start: Date; end: Date | null }, start: Date): Date | null =>
  plan.end === null ? null : new Date(start.getTime() + plan.end.getTime() - plan.start.getTime())
