import type { Replies } from './store/replies.ts'

/** Fewer than these say more about one person than about a group. */
const FEWEST = 8

/**
 * How a group answers, as people read it; undefined while it has answered too few to say. The share in tenths, and the days whole:
 * closer would let somebody find out about one offer.
 */
export function sayReplies({ answered, accepted, medianDays }: Replies): string | undefined {
  if (answered < FEWEST || medianDays === null) return undefined
  const tenths = Math.round((accepted / answered) * 10)
  const days = Math.ceil(medianDays)
  const within = days <= 1 ? 'within a day' : `within ${days} days`
  return `The group usually answers ${within}, and says yes to ${tenths} in 10`
}
