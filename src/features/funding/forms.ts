import { z } from 'zod'
import type { Day } from '../../platform/clock.ts'
import { typedDay } from '../../platform/web/typed-day.ts'
import { typedPounds } from '../../platform/web/typed-pounds.ts'
import { FUNDING_KINDS, PANEL_DECISIONS } from './kinds.ts'

const A_DAY = 'Enter a day, like 31 3 2027'
const words = (todo: string, most: number) =>
  z
    .string({ error: todo })
    .trim()
    .max(most, `Shorten it to ${most.toLocaleString('en-GB')} characters`)

export const fundingForm = (today: Day) =>
  z.object({
    providerId: z.uuid({ error: 'Select the group' }),
    kind: z.enum(FUNDING_KINDS, { error: 'Select how it is paid' }),
    activityId: z.uuid({ error: 'Select the activity' }).optional(),
    places: z.coerce
      .number({ error: 'Enter how many places, in figures' })
      .int('Enter how many places, in figures')
      .min(1, 'Enter how many places, in figures')
      .max(100_000, 'Enter 100,000 places at most')
      .optional(),
    unitPricePence: typedPounds('Enter the price of one place, like 12.50'),
    valuePence: typedPounds('Enter what it is worth in all, like 1,500').optional(),
    spotLimitPence: typedPounds('Enter up to which price nobody has to be asked, like 40').optional(),
    startsOn: typedDay(today, A_DAY),
    endsOn: typedDay(today, A_DAY),
    source: words('Enter from which budget it comes', 200),
  })

export const panelForm = (today: Day) =>
  z.object({
    decision: z.enum(PANEL_DECISIONS, { error: 'Select what the panel decided' }),
    on: typedDay(today, 'Enter the day the panel met, like 31 3 2027'),
    note: words('', 1_000).optional(),
  })

export const endForm = (today: Day) =>
  z.object({ endsOn: typedDay(today, 'Enter the last day, like 31 3 2027'), version: z.coerce.number().int() })

export const SpotForm = z.object({
  amountPence: typedPounds('Enter what the place costs, like 45'),
  why: words('Say why nobody who is paid anyway can take them', 1_000),
})

export const SpotDecisionForm = z
  .object({
    decision: z.enum(['approved', 'refused'], { error: 'Select yes or no' }),
    reason: words('', 500).optional(),
  })
  .superRefine(({ decision, reason }, context) => {
    if (decision === 'refused' && reason === undefined)
      context.addIssue({ code: 'custom', path: ['reason'], message: 'Say why not' })
  })

/** It is right, or what is not. */
export const AnswerForm = z
  .object({
    answer: z.enum(['agree', 'query'], { error: 'Select whether it is right' }),
    words: words('', 1_000).optional(),
  })
  .superRefine(({ answer, words: said }, context) => {
    if (answer === 'query' && said === undefined)
      context.addIssue({ code: 'custom', path: ['words'], message: 'Say what is not right' })
  })

export const TokenForm = z.object({
  token: z.string({ error: 'Enter the code of the link' }).trim().max(400, 'That is no code of a link'),
})

export const SendAgainForm = z.object({ reply: words('', 1_000).optional() })

export const paymentForm = (today: Day) =>
  z.object({
    on: typedDay(today, 'Enter the day it was paid, like 31 3 2027'),
    reference: words('Enter the reference of the payment', 100),
  })
