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

/** What somebody may be worried about; hours until a named person must have said that they have it. Proposals that a scheme sets. */
export const CONCERN_KINDS = {
  'risk-to-life': { hours: 1, label: 'Somebody may die or be badly hurt' },
  safeguarding: { hours: 4, label: 'An adult or a child may be abused or neglected' },
  'worker-safety': { hours: 1, label: 'Somebody at work may not be safe' },
  'health-worsening': { hours: 4, label: 'Somebody is getting worse' },
} as const satisfies Record<string, { hours: number; label: string }>
export type ConcernKind = keyof typeof CONCERN_KINDS

const hours = (kind: ConcernKind) => z.int().min(1).max(72).default(CONCERN_KINDS[kind].hours)
const phone = z
  .string()
  .trim()
  .regex(/^[+0-9][0-9 ()-]{2,24}$/, 'Enter a telephone number')

/** Whom to ask when nobody opens: what was seen, who lives near, who is to be rung, who knows their health, who may open the door. */
export const NO_REPLY_RUNGS = [
  'at-the-door',
  'neighbour',
  'emergency-contact',
  'practice',
  'emergency-services',
] as const

/** Whom to ring and who is told when somebody could be hurt. The scheme does not go live while a number is missing. */
export const SafetySettings = z.object({
  phones: z
    .object({
      emergency: phone.default('999'),
      urgent: phone.default('111'),
      crisisLine: phone.nullable().default(null),
      adultSafeguarding: phone.nullable().default(null),
      outOfHours: phone.nullable().default(null),
    })
    .prefault({}),
  /** Memberships in the order in which a concern climbs while nobody says that they have it; the first is on duty. */
  concernLadder: z.array(z.uuid()).max(10).default([]),
  /** Who is told of a lone worker who is not back, and how many minutes after they were expected; the missing worker is passed over. */
  loneWorkingLadder: z
    .array(z.strictObject({ membershipId: z.uuid(), afterMinutes: z.int().min(1).max(240) }))
    .max(10)
    .default([]),
  /** In which order they are asked when nobody opens; 999 is the last that anybody leaves out, so it is always there. */
  noReplyRungs: z
    .array(z.enum(NO_REPLY_RUNGS))
    .max(NO_REPLY_RUNGS.length)
    .refine((rungs) => new Set(rungs).size === rungs.length, 'Name each once')
    .refine((rungs) => rungs.at(-1) === 'emergency-services', 'End with the emergency services')
    .default([...NO_REPLY_RUNGS]),
  acknowledgeWithinHours: z
    .object({
      'risk-to-life': hours('risk-to-life'),
      safeguarding: hours('safeguarding'),
      'worker-safety': hours('worker-safety'),
      'health-worsening': hours('health-worsening'),
    })
    .prefault({}),
})
export type SafetySettings = z.infer<typeof SafetySettings>

/** From when looking is asked about, and how long somebody reads a closed record that they opened with a reason. */
export const PrivacySettings = z.object({
  /** How many people's records somebody opens within an hour before the privacy officer is told. */
  bulkLooksPerHour: z.int().min(2).max(1_000).default(30),
  openForHours: z.int().min(1).max(24).default(4),
})
export type PrivacySettings = z.infer<typeof PrivacySettings>

export const SECOND_FACTOR_RULES = ['optional', 'required'] as const
export type SecondFactorRule = (typeof SECOND_FACTOR_RULES)[number]

/** How the directory of activities is kept, and whether everybody may read it. */
export const DirectorySettings = z.object({
  /** Pages and a feed that anybody reads without an account. */
  isPublic: z.boolean().default(false),
  /** What a group changes in its words waits until the service has read it; places and being closed never wait. */
  editsWait: z.boolean().default(true),
  /** After so many months a listing is confirmed anew, or the review ladder begins. */
  confirmEveryMonths: z.int().min(1).max(24).default(12),
})
export type DirectorySettings = z.infer<typeof DirectorySettings>

/** What goes to a person by itself as their episode goes on; each can be turned off. The gate is asked in any case. */
export const ToPersonSettings = z.object({
  /** "We have your referral", when it is accepted. */
  acknowledgement: z.boolean().default(true),
  /** Who comes and when, and that it is moved or cancelled. */
  appointment: z.boolean().default(true),
  /** The same, the working day before. */
  reminder: z.boolean().default(true),
})
export type ToPersonSettings = z.infer<typeof ToPersonSettings>

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
  /** A group is told names only while it has signed what it does with them. */
  requireAgreements: z.boolean().default(true),
  /** How much an organisation hears of a person who has not said. */
  hearsUnlessSaid: z.enum(['everything', 'summary', 'only-that-it-happened']).default('everything'),
  safety: SafetySettings.prefault({}),
  toPerson: ToPersonSettings.prefault({}),
  privacy: PrivacySettings.prefault({}),
  directory: DirectorySettings.prefault({}),
  /** Whether everybody who works in the scheme signs in with a code as well. The sign-in reads it in SQL. */
  secondFactor: z.enum(SECOND_FACTOR_RULES).default('optional'),
})
export type SchemeSettings = z.infer<typeof SchemeSettings>
