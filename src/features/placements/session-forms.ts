import { z } from 'zod'
import type { Day } from '../../platform/clock.ts'
import { typedDay } from '../../platform/web/typed-day.ts'
import { readTime } from '../../platform/web/typed-time.ts'

const SOME_TIME = 'Enter a time like 14:30'
const time = z
  .string()
  .transform((typed, context) => {
    const read = readTime(typed)
    if (read !== undefined) return read
    context.addIssue({ code: 'custom', message: SOME_TIME })
    return z.NEVER
  })
  .optional()

/** One session is cancelled, or is held on another day or at another time. */
export const sessionForm = (today: Day) =>
  z
    .object({
      session: z.iso.date('Select which session it is'),
      what: z.enum(['cancel', 'move'], { error: 'Select what happens to it' }),
      why: z
        .string({ error: 'Enter why, as those who come may hear it' })
        .trim()
        .max(300, 'Write at most 300 characters'),
      toOn: typedDay(today, 'Enter the day on which it is held, like 31 3 2026').optional(),
      startsAt: time,
      endsAt: time,
    })
    .refine(({ what, toOn }) => what === 'cancel' || toOn !== undefined, {
      path: ['toOn'],
      error: 'Enter the day on which it is held, like 31 3 2026',
    })

/** A session that was called off is held after all. */
export const RestoreForm = z.object({ on: z.iso.date() })

const count = (todo: string, most: number) => z.coerce.number(todo).int(todo).min(1, todo).max(most, todo)

const cohort = (today: Day) => ({
  name: z.string({ error: 'Enter a name, like Spring' }).trim().max(100, 'Write at most 100 characters'),
  startsOn: typedDay(today, 'Enter the first day, like 31 3 2026'),
  weeks: count('Enter how many weeks it runs, from 1 to 104', 104),
  capacity: count('Enter how many places there are', 10_000),
})
export const cohortForm = (today: Day) => z.object(cohort(today))
export const cohortChangeForm = (today: Day) =>
  z.object({ ...cohort(today), isClosed: z.literal('yes').optional(), version: z.coerce.number().int() })
