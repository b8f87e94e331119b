import { z } from 'zod'
import type { Day } from '../clock.ts'
import { readDay } from '../spreadsheets/cells.ts'

/** A day as people write it, in one box; `todo` says what to enter when it is none. `today` decides which century a short year is of. */
export const typedDay = (today: Day, todo: string) =>
  z.string({ error: todo }).transform((typed, context) => {
    const day = readDay(typed.trim(), today)
    if (day !== undefined) return day
    context.addIssue({ code: 'custom', message: todo })
    return z.NEVER
  })
