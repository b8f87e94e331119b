import { z } from 'zod'
import type { Day } from '../../platform/clock.ts'
import { readDay } from '../../platform/spreadsheets/cells.ts'
import { typedDay } from '../../platform/web/typed-day.ts'
import { GOAL_RESULTS, LEFT_FOR } from './kinds.ts'

/** How many things may be left, as lines of the page; the API takes more. */
export const LEFT_LINES = [0, 1, 2, 3] as const

const Words = z.string().trim()

/** How an episode ends. Each goal has a field named after its id, each thing left its own line. */
export const closeForm = (goals: readonly { id: string }[], today: Day) =>
  z.record(z.string(), z.union([z.string(), z.array(z.string())]).optional()).transform((typed, context) => {
    const text = (name: string) => Words.parse([typed[name] ?? ''].flat().join(' '))
    let isWhole = true
    const fault = (field: string, message: string) => {
      isWhole = false
      context.addIssue({ code: 'custom', path: [field], message })
    }
    const atMost = (field: string, most: number): string => {
      const written = text(field)
      if (written.length > most) fault(field, `Shorten it to ${most} characters`)
      return written
    }
    const goalResults = goals.flatMap(({ id: goalId }) => {
      const result = GOAL_RESULTS.find((known) => known === text(`result-${goalId}`))
      const note = atMost(`note-${goalId}`, 500)
      if (result === undefined) fault(`result-${goalId}`, 'Select what came of this goal')
      return result === undefined ? [] : [{ goalId, result, ...(note === '' ? {} : { note }) }]
    })
    const leftToDo = LEFT_LINES.flatMap((line) => {
      const [what, by] = [atMost(`left${line}-what`, 200), text(`left${line}-by`)]
      if (what === '') return []
      if (what.length < 3) fault(`left${line}-what`, 'Enter what is left to do')
      const forWhom = LEFT_FOR.find((known) => known === text(`left${line}-forWhom`))
      if (forWhom === undefined) fault(`left${line}-forWhom`, 'Select for whom it is left')
      const day = by === '' ? undefined : readDay(by, today)
      if (by !== '' && day === undefined) fault(`left${line}-by`, 'Enter a day, like 31 3 2027')
      return forWhom === undefined ? [] : [{ what, forWhom, by: day }]
    })
    const reason = text('reason')
    if (reason === '') fault('reason', 'Select why it ends')
    const summary = atMost('summary', 700)
    if (summary.length < 3) fault('summary', 'Enter in plain words what came of it')
    return isWhole ? { reason, goalResults, leftToDo, summary } : z.NEVER
  })

export const deathForm = (today: Day) =>
  z.object({
    on: typedDay(today, 'Enter the day they died, like 31 3 2027'),
    toldBy: z
      .string({ error: 'Enter who told you' })
      .trim()
      .min(2, 'Enter who told you')
      .max(200, 'Shorten this to 200 characters'),
  })

export const UndoForm = z.object({
  reason: z
    .string({ error: 'Enter how the mistake came about' })
    .trim()
    .min(3, 'Enter how the mistake came about')
    .max(500, 'Shorten this to 500 characters'),
})
