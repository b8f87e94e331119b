import { addDays, type Day, daysBetween } from '../../platform/clock.ts'

/**
 * What happens to a listing that nobody confirmed: days after it was due, and what is done on that day. A listing is
 * hidden, never deleted: whoever confirms it has it back at once.
 */
export const REVIEW_LADDER = [
  { rung: 1, afterDays: 0, act: 'ask' },
  { rung: 2, afterDays: 14, act: 'remind' },
  { rung: 3, afterDays: 28, act: 'tell-service' },
  { rung: 4, afterDays: 42, act: 'push-down' },
  { rung: 5, afterDays: 70, act: 'hide' },
] as const
export type ReviewRung = (typeof REVIEW_LADDER)[number]

/** The rung from which a listing stands last in what is found. */
export const PUSHED_DOWN = REVIEW_LADDER.find(({ act }) => act === 'push-down')?.rung ?? REVIEW_LADDER.length

/** So many days of a month as a ladder needs: nobody counts on the day. */
const DAYS_OF_A_MONTH = 30.44

export const confirmationDueOn = (confirmedOn: Day, everyMonths: number): Day =>
  addDays(confirmedOn, Math.round(everyMonths * DAYS_OF_A_MONTH))

/**
 * The rung to climb today, one at a time, so that nothing is hidden before somebody was asked, reminded and told: a ladder
 * that did not run for months goes on where it stood.
 */
export function nextRung(
  listing: { confirmedOn: Day; reviewRung: number; reviewRungOn: Day | null },
  { today, everyMonths }: { today: Day; everyMonths: number },
): ReviewRung | undefined {
  const dueOn = confirmationDueOn(listing.confirmedOn, everyMonths)
  const next = REVIEW_LADDER.find(({ rung }) => rung === listing.reviewRung + 1)
  const before = REVIEW_LADDER.find(({ rung }) => rung === listing.reviewRung)
  if (next === undefined || today < addDays(dueOn, next.afterDays)) return undefined
  const between = before === undefined ? 0 : next.afterDays - before.afterDays
  const isSoon = listing.reviewRungOn !== null && daysBetween(listing.reviewRungOn, today) < between
  return isSoon ? undefined : next
}
