import { withoutSensitive } from '../messages/public.ts'
import type { Reading } from '../referrals/public.ts'
import type { GoalResult, LeftToDo } from './kinds.ts'

type Told = {
  reason: { code: string; label: string }
  summary: string
  goalResults: { goalId: string; words: string; result: GoalResult; note: string | null }[]
  leftToDo: LeftToDo[]
}

const A_GOAL = 'A goal that stands in the record'

/** How an episode ended, as the side that referred hears it. `sensitiveGoals` are about a need that is not named. */
export function toHeardClosing<Body extends Told>(
  body: Body,
  { level, sensitive }: Pick<Reading, 'level' | 'sensitive'>,
  sensitiveGoals: ReadonlySet<string>,
): Body {
  const clean = (text: string) => withoutSensitive(text, sensitive)
  switch (level) {
    case 'everything':
      return {
        ...body,
        summary: clean(body.summary),
        goalResults: body.goalResults.map((goal) =>
          sensitiveGoals.has(goal.goalId)
            ? { ...goal, words: A_GOAL, note: null }
            : { ...goal, words: clean(goal.words), note: goal.note === null ? null : clean(goal.note) },
        ),
        leftToDo: body.leftToDo.map((left) => ({ ...left, what: clean(left.what) })),
      }
    case 'summary':
      return {
        ...body,
        summary: '',
        goalResults: [],
        leftToDo: body.leftToDo
          .filter(({ forWhom }) => forWhom === 'practice')
          .map((left) => ({ ...left, what: clean(left.what) })),
      }
    case 'only-that-it-happened':
      return { ...body, reason: { code: 'ended', label: 'Ended' }, summary: '', goalResults: [], leftToDo: [] }
  }
}
