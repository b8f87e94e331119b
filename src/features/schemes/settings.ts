import { z } from 'zod'

/**
 * How long each step may take, in working days from the step before it. No national standard exists: these are defaults that each scheme sets.
 * `sentence` says it as a practice reads it.
 */
export const TARGETS = {
  triage: { days: 3, sentence: 'an answer to the referral' },
  answer: { days: 5, sentence: 'an answer to a question that returned the referral' },
  allocation: { days: 2, sentence: 'an advisor for the person' },
  'first-contact': { days: 5, sentence: 'a first contact with the person' },
  assessment: { days: 15, sentence: 'an assessment at home' },
  plan: { days: 10, sentence: 'a plan agreed with the person' },
  closing: { days: 5, sentence: 'the closing message' },
  objection: { days: 5, sentence: 'an answer to an objection' },
  offer: { days: 3, sentence: "a next step after a group's answer" },
  identity: { days: 2, sentence: 'a check of who the person is' },
} as const satisfies Record<string, { days: number; sentence: string }>
export type TargetName = keyof typeof TARGETS
export type Targets = Record<TargetName, number>

const workingDays = (name: TargetName) => z.int().min(0).max(90).default(TARGETS[name].days)

export const SchemeSettings = z.object({
  /** The one advisor service of the scheme: submitted referrals are its to answer. */
  advisorServiceId: z.uuid(),
  targets: z
    .object({
      triage: workingDays('triage'),
      answer: workingDays('answer'),
      allocation: workingDays('allocation'),
      'first-contact': workingDays('first-contact'),
      assessment: workingDays('assessment'),
      plan: workingDays('plan'),
      closing: workingDays('closing'),
      objection: workingDays('objection'),
      offer: workingDays('offer'),
      identity: workingDays('identity'),
    })
    .prefault({}),
  criteria: z
    .object({
      minimumAge: z.int().min(0).max(120).default(18),
      /** Someone without a long-term condition must be a carer. */
      longTermConditionOrCarer: z.boolean().default(true),
      /** Empty: every risk tier, known or not, may be referred. */
      riskTiers: z.array(z.string()).default([]),
    })
    .prefault({}),
  /** A plan is reviewed this many weeks after it was agreed, unless it says another date. */
  reviewAfterWeeks: z.int().min(1).max(52).default(12),
  /** Full-time caseload: above it an advisor is suggested last. */
  caseloadLimit: z.int().min(1).max(500).default(60),
})
export type SchemeSettings = z.infer<typeof SchemeSettings>
