import { z } from 'zod'
import { addDays, type Day } from '../../platform/clock.ts'
import { typedDay } from '../../platform/web/typed-day.ts'
import { CLOSING_KINDS, OPENING_OUTCOMES } from './kinds.ts'

const MOST_DAYS = 366
const day = (today: Day) => typedDay(today, 'Enter the day, like 31 3 2026')

export const noticeForm = (today: Day) =>
  z.object({
    text: z.string({ error: 'Enter what people are told' }).trim().max(20_000, 'Write at most 20,000 characters'),
    holdsFrom: day(today),
  })

export const ReviewForm = z.object({
  outcome: z.enum(OPENING_OUTCOMES, { error: 'Select what you found' }),
  note: z.string({ error: 'Enter what you found, in words' }).trim().max(2_000, 'Write at most 2,000 characters'),
})

/** A search for a person is typed and sent, and never stands in an address. */
export const personLooksForm = (today: Day) =>
  z
    .object({
      nhsNumber: z.string().trim().max(20, 'Enter the ten digits of the NHS number').optional(),
      reference: z.string().trim().max(30, 'Enter the reference as it stands on a letter').optional(),
      from: day(today),
      to: day(today),
    })
    .superRefine(({ nhsNumber, reference, from, to }, context) => {
      const fault = (path: string, message: string) => context.addIssue({ code: 'custom', path: [path], message })
      if ((nhsNumber === undefined) === (reference === undefined))
        fault('nhsNumber', 'Enter the NHS number or the reference of a referral, one of them')
      if (to < from || to > addDays(from, MOST_DAYS)) fault('to', 'Enter a last day within a year of the first')
    })

export const CloseForm = z.object({
  kind: z.enum(CLOSING_KINDS, { error: 'Select from whom it is closed' }),
  membershipIds: z.union([z.uuid().transform((one) => [one]), z.array(z.uuid()).max(50)], {
    error: 'Select somebody by name',
  }),
  reason: z.string({ error: 'Enter why' }).trim().max(1_000, 'Write at most 1,000 characters'),
  version: z.coerce.number().int().optional(),
})
export const OpenForm = z.object({ version: z.coerce.number().int() })
