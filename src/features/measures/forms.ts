import { z } from 'zod'
import type { Day } from '../../platform/clock.ts'
import { typedDay } from '../../platform/web/typed-day.ts'
import { INSTRUMENT_CODES, MODES, RESPONDENTS } from './instruments/instrument.ts'
import { NOT_FINISHED_REASONS } from './kinds.ts'

/** What is chosen before the first question; it stands in the address until an answer is kept. */
export const setupForm = (today: Day) =>
  z.object({
    instrument: z.enum(INSTRUMENT_CODES, { error: 'Select the questions' }),
    mode: z.enum(MODES, { error: 'Select how you ask' }),
    respondent: z.enum(RESPONDENTS, { error: 'Select who answers' }),
    on: typedDay(today, 'Enter the day, like 31 3 2027'),
  })

const answer = {
  item: z.string().max(60),
  answer: z.coerce.number({ error: 'Select an answer, or stop here' }).int().optional(),
  stop: z.enum(NOT_FINISHED_REASONS, { error: 'Select why you stop' }).optional(),
  do: z.enum(['next', 'stop']).default('next'),
}

/** One answer, or that the rest is not asked today. */
function needed(
  { do: button, ...typed }: { do: 'next' | 'stop'; answer?: number | undefined; stop?: string | undefined },
  context: z.RefinementCtx,
): void {
  const todo =
    button === 'next' && typed.answer === undefined
      ? { field: 'answer', message: 'Select an answer, or stop here' }
      : button === 'stop' && typed.stop === undefined
        ? { field: 'stop', message: 'Select why you stop' }
        : undefined
  if (todo !== undefined) context.addIssue({ code: 'custom', path: [todo.field], message: todo.message })
}

export const firstAnswerForm = (today: Day) => setupForm(today).extend(answer).superRefine(needed)
export const NextAnswerForm = z.object({ ...answer, version: z.coerce.number().int() }).superRefine(needed)
