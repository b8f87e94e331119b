import { z } from 'zod'
import type { Day } from '../../platform/clock.ts'
import { typedDay } from '../../platform/web/typed-day.ts'
import {
  CONSENT_ANSWERS,
  CONSENT_PURPOSES,
  CONSENT_WAYS,
  decisionFields,
  MAY_BE_TOLD,
  RELATED_KINDS,
  readDecision,
} from '../people/public.ts'

const short = (most: number) => z.string().trim().max(most, `Shorten this to ${most} characters`)

/** Somebody in the life of the person, and what they may be told. */
export const relatedForm = (today: Day) =>
  z.object({
    kind: z.enum(RELATED_KINDS, { error: 'Select who they are to the person' }),
    name: z.string({ error: 'Enter their name' }).trim().max(100, 'Shorten the name to 100 characters'),
    relationship: short(100).optional(),
    phone: z
      .string()
      .trim()
      .regex(/^\+?[0-9 ()-]{7,20}$/, 'Enter a phone number with digits and spaces only')
      .optional(),
    livesWith: z.enum(['yes', 'no']).optional(),
    mayBeTold: z.enum(MAY_BE_TOLD, { error: 'Select what they may be told' }),
    agreedOn: typedDay(today, 'Enter the day the person agreed to it, like 31 3 2026').optional(),
    agreedHow: z.enum(CONSENT_WAYS).optional(),
    callerWord: short(50).min(3, 'Choose a word of at least three letters').optional(),
  })
export type RelatedTyped = z.output<ReturnType<typeof relatedForm>>

/** The yes of the person, once the day and the way are both given; one without the other is asked for. */
export function agreedOf({ mayBeTold, agreedOn, agreedHow }: RelatedTyped) {
  if (mayBeTold === 'nothing' || agreedOn === undefined || agreedHow === undefined) return undefined
  return { on: agreedOn, how: agreedHow }
}

/** What the person answered when they were asked. */
export const consentForm = (today: Day) =>
  z
    .object({
      purpose: z.enum(CONSENT_PURPOSES, { error: 'Select what they were asked' }),
      answer: z.enum(CONSENT_ANSWERS, { error: 'Select what they answered' }),
      how: z.enum(CONSENT_WAYS, { error: 'Select how they answered' }),
      on: typedDay(today, 'Enter the day they answered, like 31 3 2026'),
      askedBy: short(200).optional(),
      ...decisionFields(today),
    })
    .transform(({ purpose, answer, how, on, askedBy, ...typed }, context) => {
      const { decision, faults } = readDecision(typed)
      for (const { field, text } of faults) context.addIssue({ code: 'custom', path: [field], message: text })
      return faults.length > 0 ? z.NEVER : { purpose, answer, how, on, askedBy, decision }
    })
