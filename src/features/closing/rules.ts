import type { Day } from '../../platform/clock.ts'
import type { FieldError } from '../../platform/problems.ts'

/** Somebody tried to reach the person, and did not. */
export type Attempt = { way: string; on: Day }

/** Closing because nobody could be reached: at least so many tries, by so many ways, on as many days. A default of this project; no national rule exists. */
export const TRIES_BEFORE_CLOSING = 3
export const WAYS_BEFORE_CLOSING = 2

/** Twice on one day counts once: a person who is out is out all day. */
export function hasTriedEnough(attempts: readonly Attempt[]): boolean {
  const days = new Set(attempts.map(({ on }) => on))
  const ways = new Set(attempts.map(({ way }) => way))
  return days.size >= TRIES_BEFORE_CLOSING && ways.size >= WAYS_BEFORE_CLOSING
}

/** Reasons that speak of a plan: there must have been one that the person agreed to. */
const SAYS_OF_A_PLAN: readonly string[] = ['goals-met', 'goals-partly-met']
export const needsAgreedPlan = (closureReason: string): boolean => SAYS_OF_A_PLAN.includes(closureReason)

/** A closing says what came of each goal of the plan, once, and of no other. */
export function goalFaults(goals: readonly { id: string }[], results: readonly { goalId: string }[]): FieldError[] {
  const told = results.map(({ goalId }) => goalId)
  const wrong = told.flatMap((goalId, index) => {
    const pointer = `#/goalResults/${index}/goalId`
    if (!goals.some(({ id }) => id === goalId)) return [{ pointer, detail: 'This is no goal of the plan as it stands' }]
    return told.indexOf(goalId) < index ? [{ pointer, detail: 'Say once what came of each goal' }] : []
  })
  const missing = goals
    .filter(({ id }) => !told.includes(id))
    .map(() => ({ pointer: '#/goalResults', detail: 'Say what came of each goal of the plan' }))
  return [...wrong, ...missing]
}

/** After these the person is not asked again how they are. */
const LAST_WORDS: readonly string[] = ['died', 'declined-by-person']
export const mayBeAskedAgain = (closureReason: string): boolean => !LAST_WORDS.includes(closureReason)
