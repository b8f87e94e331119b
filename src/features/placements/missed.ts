import type { Attended } from './kinds.ts'

type Answer = { on: string; attended: Attended }

/** After so many in a row the advisor hears of it: one day off is a cold, two are a reason. */
export const MISSED_IN_A_ROW = 2

/**
 * How many times in a row somebody has not come, up to the last day that was written down; a yes begins anew. Who said before that
 * they would not come has not come. One answer for each day.
 */
export function missedInARow(answers: readonly Answer[]): number {
  const newestFirst = answers.toSorted((one, other) => (one.on < other.on ? 1 : -1))
  const cameAt = newestFirst.findIndex(({ attended }) => attended === 'yes')
  return cameAt < 0 ? newestFirst.length : cameAt
}

/** What an answer changes: a run that just became long enough is told once, and one that ended is over. */
export function newsOfRun(before: readonly Answer[], given: Answer): 'missed-two' | 'came-again' | undefined {
  const after = [...before.filter(({ on }) => on !== given.on), given]
  const [was, is] = [missedInARow(before), missedInARow(after)]
  if (was < MISSED_IN_A_ROW && is >= MISSED_IN_A_ROW) return 'missed-two'
  return was >= MISSED_IN_A_ROW && is < MISSED_IN_A_ROW ? 'came-again' : undefined
}
