import type { Day } from '../../platform/clock.ts'
import type { PlanContent, PlanDraft } from '../plans/public.ts'
import { ACTION_OWNERS } from '../plans/public.ts'

type Goal = PlanContent['goals'][number]
type DraftGoal = PlanDraft['goals'][number]
type DraftAction = DraftGoal['actions'][number]
type Fields = Readonly<Record<string, unknown>>
type Reading = { agreed: boolean; toDay: (typed: string) => Day | undefined }

export type PlanTyped = {
  draft: PlanDraft
  isChanged: boolean
  faults: { field: string; detail: string }[]
  /** Which field a line of the draft was typed in, by its pointer. */
  places: ReadonlyMap<string, string>
}

/** A visit rarely brings more than this; the plan's own page takes any number. */
export const NEW_GOALS = ['n1', 'n2'] as const

const MOST_WORDS = 300

/** The plan as it stands after a visit: each line as it was typed, finished ones taken out, new ones added. */
export function planFromTyped(typed: Fields, base: PlanContent | undefined, reading: Reading): PlanTyped {
  const faults: PlanTyped['faults'] = []
  const places = new Map<string, string>()
  const read = readerOf(typed, faults, reading)

  const goals: DraftGoal[] = []
  const add = (goal: Omit<DraftGoal, 'actions'>, field: string, actions: (Typed | undefined)[]) => {
    const at = `#/plan/goals/${goals.length}`
    places.set(at, field)
    const kept = actions.filter((action) => action !== undefined)
    for (const [index, { prefix }] of kept.entries())
      for (const name of ['what', 'owner', 'byOn']) places.set(`${at}/actions/${index}/${name}`, `${prefix}-${name}`)
    goals.push({ ...goal, actions: kept.map(({ action }) => action) })
  }
  for (const { actions, ...goal } of base?.goals ?? []) {
    const prefix = `g-${goal.id}`
    if (typed[`${prefix}-out`] !== undefined) continue
    const words = read.words(`${prefix}-words`, 'Enter the goal, or tick that it is no longer one')
    const lines = actions.map((action) => read.known(action))
    add({ ...goal, words }, `${prefix}-words`, [...lines, read.added(`${prefix}-new`)])
  }
  for (const prefix of NEW_GOALS) {
    const action = read.added(prefix)
    if (typed[`${prefix}-words`] === undefined && action === undefined) continue
    const words = read.words(`${prefix}-words`, "Enter the goal in the person's own words")
    add({ words, need: null, proposedBy: 'person', agreedBy: read.agreedBy }, `${prefix}-words`, [action])
  }
  const whatMatters = typed.whatMatters === undefined ? null : String(typed.whatMatters).trim()
  if ((whatMatters ?? '').length > 2_000)
    faults.push({ field: 'whatMatters', detail: 'Shorten it to 2,000 characters' })
  const draft = {
    whatMatters,
    aGoodDay: base?.aGoodDay ?? null,
    reviewOn: base?.reviewOn ?? null,
    goals,
  }
  return { draft, isChanged: isChanged(draft, base), faults, places }
}

type Typed = { prefix: string; action: DraftAction }

function readerOf(typed: Fields, faults: PlanTyped['faults'], { agreed, toDay }: Reading) {
  const agreedBy: DraftAction['agreedBy'] = agreed ? ['person'] : []
  function words(field: string, todo: string): string {
    const given = String(typed[field] ?? '').trim()
    if (given === '') faults.push({ field, detail: todo })
    if (given.length > MOST_WORDS) faults.push({ field, detail: `Shorten it to ${MOST_WORDS} characters` })
    return given
  }
  function day(field: string): Day | null {
    const given = typed[field]
    if (given === undefined) return null
    const found = toDay(String(given))
    if (found === undefined) faults.push({ field, detail: 'Enter a day, like 31 3 2027' })
    return found ?? null
  }
  function owner(field: string, before: DraftAction['owner'] | undefined): DraftAction['owner'] {
    const found = ACTION_OWNERS.find((one) => one === typed[field]) ?? before
    if (found === undefined) faults.push({ field, detail: 'Select who does it' })
    return found ?? 'me'
  }
  return {
    agreedBy,
    words,
    known(action: Goal['actions'][number]): Typed | undefined {
      const prefix = `a-${action.id}`
      if (typed[`${prefix}-out`] !== undefined) return undefined
      const what = words(`${prefix}-what`, 'Enter the step, or tick that it is done')
      return {
        prefix,
        action: { ...action, what, owner: owner(`${prefix}-owner`, action.owner), byOn: day(`${prefix}-byOn`) },
      }
    },
    added(prefix: string): Typed | undefined {
      if (['what', 'owner', 'byOn'].every((name) => typed[`${prefix}-${name}`] === undefined)) return undefined
      const what = words(`${prefix}-what`, 'Enter what is to be done')
      return {
        prefix,
        action: {
          what,
          owner: owner(`${prefix}-owner`, undefined),
          byOn: day(`${prefix}-byOn`),
          proposedBy: 'advisor',
          agreedBy,
        },
      }
    },
  }
}

/** Lines keep the order of their keys from the version that was read, so that the same words are the same text. */
function isChanged(draft: PlanDraft, base: PlanContent | undefined): boolean {
  if (base === undefined) return draft.goals.length > 0 || draft.whatMatters !== null
  const linesOf = (plan: Pick<PlanDraft, 'whatMatters' | 'goals'>) =>
    JSON.stringify([
      plan.whatMatters,
      plan.goals.map(({ id, words, actions }) => [
        id,
        words,
        actions.map(({ id: actionId, what, owner, byOn }) => [actionId, what, owner, byOn]),
      ]),
    ])
  return linesOf(draft) !== linesOf(base)
}
