import type { FieldError } from '../../platform/problems.ts'
import type { PlanContent, PlanDraft } from './content.ts'

/** Whether a plan has the goal, or the action under one of its goals. */
export const hasLine = (
  { goals }: PlanContent,
  { goalId, actionId }: { goalId: string | null; actionId: string | null },
): boolean => goals.some(({ id, actions }) => id === goalId || actions.some((action) => action.id === actionId))

/** Lines that name an id the current plan does not have in that place, or that another line has too. */
export function unknownLines(draft: PlanDraft, current: PlanContent | undefined): FieldError[] {
  const goalIds = new Set(current?.goals.map(({ id }) => id))
  const actionIds = new Set(current?.goals.flatMap(({ actions }) => actions.map(({ id }) => id)))
  const faults: FieldError[] = []
  // An id may be used once: it is taken out when it is met.
  const check = (known: Set<string>, id: string | undefined, pointer: string) => {
    if (id !== undefined && !known.delete(id))
      faults.push({ pointer, detail: 'Leave the id out for a new line: the plan has no such line, or names it twice' })
  }
  for (const [index, goal] of draft.goals.entries()) {
    check(goalIds, goal.id, `#/goals/${index}/id`)
    for (const [place, action] of goal.actions.entries())
      check(actionIds, action.id, `#/goals/${index}/actions/${place}/id`)
  }
  return faults
}

/** Gives every new line its id. */
export const toContent = ({ goals, ...rest }: PlanDraft, newId: () => string): PlanContent => ({
  ...rest,
  goals: goals.map(({ id = newId(), actions, ...goal }) => ({
    id,
    ...goal,
    actions: actions.map(({ id = newId(), ...action }) => ({ id, ...action })),
  })),
})

/** Whether two plans say the same: then the one that was agreed stays agreed. */
export const isSamePlan = (one: PlanContent, other: PlanContent): boolean => asText(one) === asText(other)

/** jsonb keeps no order of keys, so they are put in order first; the order of lines is part of the plan. */
const asText = (content: PlanContent): string =>
  JSON.stringify(content, (_key, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  )

/** The day a plan agreed on a day is reviewed: its own, unless that had passed by then. */
export const reviewDueOn = (
  { reviewOn }: Pick<PlanContent, 'reviewOn'>,
  agreedOn: string,
  inSomeWeeks: string,
): string => (reviewOn !== null && reviewOn > agreedOn ? reviewOn : inSomeWeeks)
