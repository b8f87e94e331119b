import { z } from 'zod'
import { REASONS_TO_TAKE_OUT } from '../../platform/audit/taking-out.ts'
import type { Day } from '../../platform/clock.ts'
import { typedDay } from '../../platform/web/typed-day.ts'

/** The words beside a line. An empty box takes away what stood there. */
export const ownNoteForm = (today: Day) =>
  z.object({
    next: z.string().trim().max(200, 'Write at most 200 characters').optional(),
    nextOn: typedDay(today, 'Enter the day, like 31 3 2027').optional(),
    note: z.string().trim().max(500, 'Write at most 500 characters').optional(),
  })

export const TakeOutForm = z.object({
  reason: z.enum(REASONS_TO_TAKE_OUT, { error: 'Select why you take it out' }),
})
