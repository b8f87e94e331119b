import { z } from 'zod'
import type { Day } from '../../platform/clock.ts'
import { typedDay } from '../../platform/web/typed-day.ts'
import { readTime } from '../../platform/web/typed-time.ts'
import { WEEKDAYS } from './kinds.ts'

const time = z
  .string()
  .transform((typed, context) => {
    const read = readTime(typed)
    if (read !== undefined) return read
    context.addIssue({ code: 'custom', message: 'Enter a time like 09:00' })
    return z.NEVER
  })
  .optional()

/** One day or a weekday; hours only when it is not the whole day. */
export const dutyForm = (today: Day) =>
  z
    .object({
      onDay: typedDay(today, 'Enter the day, like 31 3 2026').optional(),
      weekday: z.enum(WEEKDAYS, { error: 'Select a weekday' }).optional(),
      startsAt: time,
      endsAt: time,
      membershipId: z.uuid('Select who is on duty'),
      coverId: z.uuid().optional(),
      phone: z
        .string()
        .trim()
        .regex(/^[+0-9][0-9 ()-]{2,24}$/, 'Enter a telephone number')
        .optional(),
    })
    .superRefine(({ onDay, weekday, startsAt, endsAt, membershipId, coverId }, context) => {
      const fault = (field: string, message: string) => context.addIssue({ code: 'custom', path: [field], message })
      if (onDay === undefined && weekday === undefined) fault('onDay', 'Enter one day, or select a weekday')
      if (onDay !== undefined && weekday !== undefined) fault('onDay', 'Enter one day or select a weekday, not both')
      if ((startsAt === undefined) !== (endsAt === undefined)) fault('startsAt', 'Enter both times, or none')
      if (startsAt !== undefined && endsAt !== undefined && endsAt <= startsAt)
        fault('endsAt', 'Enter an end that is after the beginning')
      if (membershipId === coverId) fault('coverId', 'Choose somebody else to stand in')
    })
