import type { z } from 'zod'
import { type Day, sayDay } from '../../platform/clock.ts'
import type { PlanBody } from './contract.ts'

/** What a browser sent, as `platform/web/forms.ts` has it. */
type Typed = Readonly<Record<string, string | string[] | undefined>>
type Plan = z.infer<typeof PlanBody>

export type EditorAction = {
  id: string
  what: string
  owner: string
  byOn: string
  proposedBy: string
  agreedBy: string[]
}
export type EditorGoal = {
  id: string
  words: string
  need: string
  proposedBy: string
  agreedBy: string[]
  actions: EditorAction[]
}
/** A plan as it is typed, line by line: each field is text until the plan is saved. */
export type Editor = { whatMatters: string; aGoodDay: string; reviewOn: string; goals: EditorGoal[] }

const emptyAction = (): EditorAction => ({
  id: '',
  what: '',
  owner: 'me',
  byOn: '',
  proposedBy: 'person',
  agreedBy: [],
})
const emptyGoal = (): EditorGoal => ({
  id: '',
  words: '',
  need: '',
  proposedBy: 'person',
  agreedBy: [],
  actions: [emptyAction()],
})

/** The plan as it stands, ready to be changed; a referral without one begins with an empty goal. */
export function fromPlan(plan: Plan | undefined): Editor {
  if (plan === undefined) return { whatMatters: '', aGoodDay: '', reviewOn: '', goals: [emptyGoal()] }
  return {
    whatMatters: plan.whatMatters ?? '',
    aGoodDay: plan.aGoodDay ?? '',
    reviewOn: typedOf(plan.reviewOn),
    goals: plan.goals.map((goal) => ({
      ...goal,
      need: goal.need ?? '',
      actions: goal.actions.map((action) => ({ ...action, byOn: typedOf(action.byOn) })),
    })),
  }
}
const typedOf = (day: Day | null): string => (day === null ? '' : sayDay(day))

/** What was typed, as lines. The name of a field says its line: `g0-words`, `g0-a1-what`. */
export function fromTyped(typed: Typed): Editor {
  const text = (name: string) => [typed[name] ?? ''].flat().join(' ')
  const many = (name: string) => [typed[name] ?? []].flat()
  return {
    whatMatters: text('whatMatters'),
    aGoodDay: text('aGoodDay'),
    reviewOn: text('reviewOn'),
    goals: numbersIn(typed, /^g(\d{1,2})-/).map((goal) => ({
      id: text(`g${goal}-id`),
      words: text(`g${goal}-words`),
      need: text(`g${goal}-need`),
      proposedBy: text(`g${goal}-proposedBy`),
      agreedBy: many(`g${goal}-agreedBy`),
      actions: numbersIn(typed, new RegExp(`^g${goal}-a(\\d{1,2})-`)).map((action) => ({
        id: text(`g${goal}-a${action}-id`),
        what: text(`g${goal}-a${action}-what`),
        owner: text(`g${goal}-a${action}-owner`),
        byOn: text(`g${goal}-a${action}-byOn`),
        proposedBy: text(`g${goal}-a${action}-proposedBy`),
        agreedBy: many(`g${goal}-a${action}-agreedBy`),
      })),
    })),
  }
}

function numbersIn(typed: Typed, name: RegExp): number[] {
  const numbers = Object.keys(typed).flatMap((key) => {
    const found = name.exec(key)?.[1]
    return found === undefined ? [] : [Number(found)]
  })
  return [...new Set(numbers)].sort((one, other) => one - other)
}

/** Adds or takes out a line, as its button says; what no button says leaves everything as it is. */
export function changeLines(editor: Editor, button: string): Editor {
  const [, change, goalText, actionText] =
    /^(add-goal|add-action|remove-goal|remove-action)(?:-(\d+))?(?:-(\d+))?$/.exec(button) ?? [undefined, '', '', '']
  const goalAt = Number(goalText)
  const withActions = (change: (actions: EditorAction[]) => EditorAction[]): Editor => ({
    ...editor,
    goals: editor.goals.map((goal, index) => (index === goalAt ? { ...goal, actions: change(goal.actions) } : goal)),
  })
  switch (change) {
    case 'add-goal':
      return { ...editor, goals: [...editor.goals, emptyGoal()] }
    case 'add-action':
      return withActions((actions) => [...actions, emptyAction()])
    case 'remove-goal':
      return { ...editor, goals: editor.goals.filter((_, index) => index !== goalAt) }
    case 'remove-action':
      return withActions((actions) => actions.filter((_, index) => index !== Number(actionText)))
    default:
      return editor
  }
}

/** Without the lines in which nothing is written: an emptied line is taken out. */
export const withoutEmptyLines = (editor: Editor): Editor => ({
  ...editor,
  goals: editor.goals
    .map((goal) => ({ ...goal, actions: goal.actions.filter(({ what }) => what.trim() !== '') }))
    .filter(({ words, actions }) => words.trim() !== '' || actions.length > 0),
})

/** The field of a path into a plan: `goals/0/actions/1/byOn` is `g0-a1-byOn`. */
export function fieldOfPath(path: readonly (string | number)[]): string | undefined {
  const [top, goal, part, action, field] = path
  if (top !== 'goals') return typeof top === 'string' && top !== '' ? top : undefined
  if (goal === undefined) return undefined
  if (part === 'actions') return action === undefined ? undefined : `g${goal}-a${action}-${field ?? 'what'}`
  return `g${goal}-${part === undefined || part === 'id' ? 'words' : part}`
}
