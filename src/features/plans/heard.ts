import { type HeardLevel, INSTEAD_OF, type SensitiveWord, withoutSensitive } from '../messages/public.ts'
import type { Goal, PlanContent } from './content.ts'

export type Hears = {
  level: HeardLevel
  sensitive: readonly SensitiveWord[]
  isSensitiveNeed: (need: string) => boolean
}

/** Stands for a line that its reader does not hear of; the line keeps its id, so that it can be objected to. */
const A_GOAL = 'A goal that stands in the record'
const A_STEP = `A step with ${INSTEAD_OF.activity}`

/**
 * The plan as an organisation reads it that hears this much: in summary what there is for the practice to do, without the
 * person's words; barely, that there is one. A line about a sensitive need says neither the need nor the words, at any level.
 */
export function toHeardPlan(content: PlanContent, hears: Hears): PlanContent {
  switch (hears.level) {
    case 'everything':
      return {
        ...content,
        whatMatters: cleaned(content.whatMatters, hears),
        aGoodDay: cleaned(content.aGoodDay, hears),
        goals: content.goals.map((goal) => toHeardGoal(goal, hears)),
      }
    case 'summary':
      return {
        ...content,
        whatMatters: null,
        aGoodDay: null,
        goals: content.goals.map((goal) => ({
          ...toHeardGoal(goal, hears),
          words: A_GOAL,
          actions: toHeardGoal(goal, hears).actions.filter(({ owner }) => owner === 'practice'),
        })),
      }
    case 'only-that-it-happened':
      return { ...content, whatMatters: null, aGoodDay: null, reviewOn: null, goals: [] }
  }
}

function toHeardGoal(goal: Goal, hears: Hears): Goal {
  const isSensitive = goal.need !== null && hears.isSensitiveNeed(goal.need)
  return {
    ...goal,
    need: isSensitive ? null : goal.need,
    words: isSensitive ? A_GOAL : withoutSensitive(goal.words, hears.sensitive),
    actions: goal.actions.map((action) => ({
      ...action,
      what: isSensitive ? A_STEP : withoutSensitive(action.what, hears.sensitive),
    })),
  }
}

/** What somebody wrote, without a sensitive name. */
export const cleaned = (text: string | null, { sensitive }: Hears): string | null =>
  text === null ? null : withoutSensitive(text, sensitive)
