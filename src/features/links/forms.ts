import { z } from 'zod'
import { CONCERN_KINDS, type ConcernKind } from '../schemes/public.ts'

const digits = z.string({ error: 'Enter the last three digits of the number of your group' }).trim().max(10)
const KINDS = Object.keys(CONCERN_KINDS) as [ConcernKind, ...ConcernKind[]]

export const OfferForm = z
  .object({
    answer: z.enum(['yes', 'no'], { error: 'Choose yes or no' }),
    reason: z.string().max(60).optional(),
    digits,
  })
  .refine(({ answer, reason }) => answer === 'yes' || reason !== undefined, {
    path: ['reason'],
    error: 'If it is no, choose why',
  })

const PERSON = /^came-([0-9a-f-]{36})$/

const HOW_MANY = 'Enter how many others came, as a number'

/** Who came: an answer for each person, and nothing for whom nobody said anything; how many others, where the door is open. */
export const CameForm = z
  .looseObject({
    on: z.iso.date(),
    digits,
    others: z.coerce.number(HOW_MANY).int(HOW_MANY).min(0, HOW_MANY).max(10_000, HOW_MANY).optional(),
  })
  .transform(({ on, digits: end, others, ...typed }, context) => {
    const answers = Object.entries(typed).flatMap(([name, value]) => {
      const placementId = PERSON.exec(name)?.[1]
      const attended = value === 'yes' || value === 'no' ? value : undefined
      return placementId === undefined || attended === undefined
        ? []
        : [{ placementId, attended: attended as 'yes' | 'no' }]
    })
    if (answers.length > 0 || others !== undefined) return { on, answers, others, digits: end }
    context.addIssue({ code: 'custom', path: ['people'], message: 'Choose for one person at least whether they came' })
    return z.NEVER
  })

export const NotThisWeekForm = z.object({
  on: z.iso.date(),
  sure: z.literal('yes', { error: 'Choose “it is not on”, or go back' }),
  why: z.string().trim().max(300, 'Write at most 300 characters').optional(),
  digits,
})

export const FullForm = z.object({ full: z.enum(['yes', 'no'], { error: 'Choose one' }), digits })

export const WorryForm = z.object({
  who: z.union([z.uuid(), z.literal('other')], { error: 'Choose who it is about' }),
  kind: z.enum(KINDS, { error: 'Choose what it is' }),
  content: z
    .string({ error: 'Write what you saw or heard, as it was' })
    .trim()
    .max(4_000, 'Write at most 4,000 characters'),
  digits,
})

export const RingForm = z.object({ ring: z.literal('yes', { error: 'Choose “ring us”, or go back' }), digits })
