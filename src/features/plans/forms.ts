import { z } from 'zod'
import type { Day } from '../../platform/clock.ts'
import { readDay } from '../../platform/spreadsheets/cells.ts'
import { typedDay } from '../../platform/web/typed-day.ts'
import { decisionFields, readDecision } from '../people/public.ts'
import { PlanDraft } from './content.ts'
import { type Editor, fieldOfPath, fromTyped, withoutEmptyLines } from './editor.ts'
import { AGREEMENT_WAYS, OBJECTION_ANSWERS } from './kinds.ts'

const A_DAY = 'Enter a day, like 31 3 2027'

/** A whole plan, from its lines. What is wrong stands at the field of its line. */
export const planForm = (today: Day) =>
  z.record(z.string(), z.union([z.string(), z.array(z.string())]).optional()).transform((typed, context) => {
    const { draft, badDays } = toDraft(withoutEmptyLines(fromTyped(typed)), today)
    const parsed = PlanDraft.safeParse(draft)
    for (const field of badDays) context.addIssue({ code: 'custom', path: [field], message: A_DAY })
    if (parsed.success && badDays.length === 0) return { version: readVersion(typed.version), draft: parsed.data }
    for (const { path, ...issue } of parsed.error?.issues ?? [])
      context.addIssue({
        code: 'custom',
        path: [fieldOfPath(path.map(String)) ?? 'whatMatters'],
        message: sayIssue(issue, path.at(-1)),
      })
    return z.NEVER
  })

/** The version that the writer read; none when there was no plan. */
const readVersion = (typed: string | string[] | undefined): number | undefined =>
  typeof typed === 'string' && /^\d{1,9}$/.test(typed) ? Number(typed) : undefined

function toDraft({ whatMatters, aGoodDay, reviewOn, goals }: Editor, today: Day) {
  const badDays: string[] = []
  const day = (typed: string, field: string): Day | null => {
    if (typed.trim() === '') return null
    const found = readDay(typed.trim(), today)
    if (found === undefined) badDays.push(field)
    return found ?? null
  }
  const orNull = (typed: string) => (typed.trim() === '' ? null : typed)
  const withId = (id: string) => (id === '' ? {} : { id })
  const draft = {
    whatMatters: orNull(whatMatters),
    aGoodDay: orNull(aGoodDay),
    reviewOn: day(reviewOn, 'reviewOn'),
    goals: goals.map(({ id, words, need, proposedBy, agreedBy, actions }, goal) => ({
      ...withId(id),
      words,
      need: orNull(need),
      proposedBy,
      agreedBy,
      actions: actions.map(({ id: actionId, what, owner, byOn, proposedBy: proposer, agreedBy: agreers }, action) => ({
        ...withId(actionId),
        what,
        owner,
        byOn: day(byOn, `g${goal}-a${action}-byOn`),
        proposedBy: proposer,
        agreedBy: agreers,
      })),
    })),
  }
  return { draft, badDays }
}

/** What to do about a line that cannot be kept as it is. */
function sayIssue(issue: { code?: string | undefined; maximum?: unknown; origin?: unknown }, field: unknown): string {
  if (issue.code === 'too_big')
    return issue.origin === 'array'
      ? `Keep it to ${String(issue.maximum)} lines: take one out`
      : `Shorten it to ${String(issue.maximum)} characters`
  if (field === 'words') return "Enter the goal in the person's own words"
  if (field === 'owner') return 'Select who does it'
  if (field === 'proposedBy') return 'Select who proposed it'
  return 'Check this line'
}

const words = (todo: string, most: number) =>
  z.string({ error: todo }).trim().max(most, `Shorten it to ${most} characters`)

/** That the person agreed; or who decided for them, and on what ground. */
export const agreeForm = (today: Day) =>
  z
    .object({
      version: z.coerce.number().int(),
      how: z.enum(AGREEMENT_WAYS, { error: 'Select how they agreed' }),
      on: typedDay(today, A_DAY),
      ...decisionFields(today),
    })
    .transform(({ version, how, on, ...typed }, context) => {
      const { decision, faults } = readDecision(typed)
      for (const { field, text } of faults) context.addIssue({ code: 'custom', path: [field], message: text })
      return faults.length > 0 ? z.NEVER : { version, how, on, decision }
    })

export const ObjectForm = z.object({ reason: words('Enter why you object', 1_000).min(3, 'Enter why you object') })

export const AnswerForm = z.object({
  answer: z.enum(OBJECTION_ANSWERS, { error: 'Select what came of it' }),
  note: words('Enter what you tell them', 1_000).min(3, 'Enter what you tell them'),
})
