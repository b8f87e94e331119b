import { z } from 'zod'
import type { Day } from '../../platform/clock.ts'
import { typedDay } from '../../platform/web/typed-day.ts'

/** One box for whatever the caller has, and a birth date when the name is common. */
export const findForm = (today: Day) =>
  z.object({
    sought: z
      .string({ error: 'Enter a name, an NHS number or a reference' })
      .trim()
      .min(2, 'Enter at least two letters of the surname')
      .max(200, 'Enter a name, an NHS number or a reference'),
    bornOn: typedDay(today, 'Enter the date of birth, like 31 3 1944, or leave it empty').optional(),
  })

/** Who rings, and the word they give when they are asked for it. */
export const CallerForm = z
  .object({
    who: z.string().max(100).optional(),
    name: z.string().trim().max(100, 'Enter a shorter name').optional(),
    word: z.string().trim().max(50, 'Enter the word alone').optional(),
  })
  .superRefine(({ who, name }, context) => {
    if (who === undefined && name === undefined)
      context.addIssue({ code: 'custom', path: ['who'], message: 'Select who is ringing, or enter the name they give' })
  })

export const CallForm = z.object({
  who: z.uuid().optional(),
  callerName: z.string({ error: 'Enter the name the caller gave' }).trim().max(100, 'Enter a shorter name'),
  about: z.string({ error: 'Write what they rang about' }).trim().max(1_000, 'Write at most 1,000 characters'),
  whatWasSaid: z
    .string({ error: 'Write what was said to them, or that nothing was' })
    .trim()
    .max(1_000, 'Write at most 1,000 characters'),
  inConfidence: z.literal('yes').optional(),
})
