import { type Day, todayInEngland } from '../../platform/clock.ts'
import type { ReviewState } from './kinds.ts'

/** A review is due on the day on which the record was opened, while whoever opened it still knows why. */
export function reviewState(opening: { openedAt: Date; reviewedAt: Date | null }, today: Day): ReviewState {
  if (opening.reviewedAt !== null) return 'reviewed'
  return todayInEngland(opening.openedAt) < today ? 'overdue' : 'to-review'
}
