/** What came of a goal; `words` is how a practice reads it. */
export const GOAL_RESULT_FACTS = {
  achieved: { words: 'achieved' },
  partly: { words: 'partly achieved' },
  'not-achieved': { words: 'not achieved' },
  'no-longer-wanted': { words: 'no longer wanted' },
} as const satisfies Record<string, { words: string }>
export type GoalResult = keyof typeof GOAL_RESULT_FACTS
export const GOAL_RESULTS = Object.keys(GOAL_RESULT_FACTS) as [GoalResult, ...GoalResult[]]

/** For whom something is left to do when an episode ends; `words` is how a practice reads it. */
export const LEFT_FOR_FACTS = {
  person: { words: 'the person' },
  carer: { words: 'the carer' },
  practice: { words: 'the practice' },
  provider: { words: 'the group' },
  'other-service': { words: 'another service' },
} as const satisfies Record<string, { words: string }>
export type LeftFor = keyof typeof LEFT_FOR_FACTS
export const LEFT_FOR = Object.keys(LEFT_FOR_FACTS) as [LeftFor, ...LeftFor[]]

export type LeftToDo = { what: string; forWhom: LeftFor; by: string | null }
