import { z } from 'zod'
import type { Actor } from '../../platform/context.ts'
import { Label } from '../accounts/public.ts'
import { MESSAGE_URGENCIES, WORD_SUBJECTS } from '../messages/public.ts'
import { CONSENT_ANSWERS, CONSENT_WAYS, Decision, NewPersonBody } from '../people/public.ts'
import { LINE_FIELDS } from './demographics-line.ts'
import { CRITERIA, type Criterion } from './eligibility.ts'
import { HOME_VISIT_RISKS, REFERRAL_SOURCES, URGENCIES } from './kinds.ts'
import { ALL_REFERRAL_STEPS, REFERRAL_STATUSES } from './lifecycle.ts'
import { OutsideReferrer } from './outside.ts'
import { nextStepsFor } from './policy.ts'
import { NEXT_STEP_NAMES, NEXT_STEPS, STAGES, stageOf } from './stage.ts'
import type { Referral } from './store.ts'

export const ReferralId = z.object({ referralId: z.uuid() })

const words = (most: number) => z.string().trim().min(1).max(most)
const NeedCodes = z.array(z.string().max(60)).max(10)
const Needs = NeedCodes.min(1, 'Choose at least one need')
const Reason = z.string().trim().min(3, 'Say why you are referring this person').max(2_000)
const ReadBackOf = z
  .string()
  .max(20)
  .optional()
  .describe('The code of the read-back: says that these details, and no others, were read back')
const SecondBecause = words(500)
  .optional()
  .describe('Why a second referral is needed beside the open one of the same practice')

export const ReadBackBody = z
  .object({ code: z.string(), sentences: z.array(z.string()) })
  .meta({ id: 'ReadBack', description: 'Number, name, birth date and address as they are read aloud' })

export const NewReferralBody = z
  .strictObject({
    personId: z.uuid().optional().describe('Someone whose record you may see'),
    person: NewPersonBody.optional(),
    practiceId: z.uuid().optional().describe('The practice of the person; a practice may leave it out'),
    practiceCode: z
      .string()
      .trim()
      .toUpperCase()
      .max(8)
      .optional()
      .describe('Its ODS code instead; the code of a practice that closed finds its successor'),
    needs: NeedCodes.default([]).describe("Codes of the scheme's list `need`; a draft may lack them"),
    reason: Reason.optional(),
    whatMatters: words(2_000).optional().describe('What matters to the person, in their words'),
    urgency: z.enum(URGENCIES).default('routine'),
    homeVisitRisk: z.enum(HOME_VISIT_RISKS).optional().describe('Needed to send'),
    homeVisitRiskNote: words(1_000).optional(),
    source: z.enum(REFERRAL_SOURCES).optional(),
    onBehalfOf: words(200).optional().describe('The clinician; needed to send, unless somebody outside asked'),
    outsideReferrer: OutsideReferrer.optional().describe('For the service: who asked, and how to answer them'),
    consent: z
      .strictObject({
        answer: z.enum(CONSENT_ANSWERS),
        how: z.enum(CONSENT_WAYS),
        on: z.iso.date().optional().describe('Left out: today'),
        askedBy: words(200).optional().describe('Who asked the person; left out: the clinician'),
        decision: Decision.optional().describe('Who decided, when it was not the person'),
      })
      .optional(),
    readBackOf: ReadBackOf,
    secondBecause: SecondBecause,
    submit: z.boolean().default(false).describe('Send it at once; otherwise it is a draft'),
  })
  .refine((body) => (body.personId === undefined) !== (body.person === undefined), {
    path: ['person'],
    message: 'Give the person, or the id of a person you know',
  })
  .refine((body) => body.homeVisitRisk !== 'known' || body.homeVisitRiskNote !== undefined, {
    path: ['homeVisitRiskNote'],
    message: 'Say what the risk is',
  })
  .meta({ id: 'NewReferral' })
export type NewReferralBody = z.infer<typeof NewReferralBody>

export const MadeReferralBody = z
  .object({
    id: z.uuid(),
    reference: z.string().describe('To be read over the phone'),
    status: z.enum(['draft', 'submitted']),
    personId: z.uuid(),
    personWasKnown: z
      .boolean()
      .describe('Someone with these details was known already; what you gave is kept with the referral to be compared'),
    identityToConfirm: z.boolean().describe('The NHS number belongs to someone with other details: check it'),
    nextStep: z.enum(NEXT_STEP_NAMES).nullable(),
    dueOn: z.iso.date().nullable(),
    readBack: ReadBackBody,
    version: z.int(),
  })
  .meta({ id: 'MadeReferral' })

export const SubmitBody = z
  .strictObject({ readBackOf: ReadBackOf, secondBecause: SecondBecause })
  .meta({ id: 'SubmitReferral' })
  .nullish()

/** A JSON merge patch; `why` is needed once the referral was sent. */
export const ReferralPatch = z
  .strictObject({
    needs: Needs.optional(),
    reason: Reason.optional(),
    whatMatters: words(2_000).nullish(),
    urgency: z.enum(URGENCIES).optional(),
    homeVisitRisk: z.enum(HOME_VISIT_RISKS).optional(),
    homeVisitRiskNote: words(1_000).nullish(),
    onBehalfOf: words(200).nullish(),
    why: z
      .strictObject({
        reason: z.string().max(60).describe("A code of the scheme's list `amendment-reason`"),
        note: words(500).optional(),
      })
      .optional(),
  })
  .meta({ id: 'ReferralPatch' })
export type ReferralPatch = z.infer<typeof ReferralPatch>

const ReasonCode = z.string().max(60)
export const ReturnBody = z
  .strictObject({
    reason: ReasonCode.describe("A code of the scheme's list `return-reason`"),
    question: z.string().trim().min(3, 'Ask what you need to know').max(1_000),
  })
  .meta({ id: 'ReturnReferral' })
export const ResubmitBody = z
  .strictObject({ answer: z.string().trim().min(1, 'Answer the question').max(1_000) })
  .meta({ id: 'ResubmitReferral' })
export const DeclineBody = z
  .strictObject({
    reason: ReasonCode.describe("A code of the scheme's list `decline-reason`"),
    advisedInstead: z.string().trim().min(3, 'Say what you advise instead').max(1_000),
  })
  .meta({ id: 'DeclineReferral' })
export const HoldBody = z
  .strictObject({
    reason: ReasonCode.describe("A code of the scheme's list `hold-reason`"),
    until: z.iso.date('Say until when: a hold without an end is refused'),
    note: words(500).optional(),
  })
  .meta({ id: 'HoldReferral' })
export const AllocateBody = z
  .strictObject({
    membershipId: z.uuid().describe('The advisor who takes it'),
    handoverNote: words(1_000).optional().describe('Needed when somebody hands it over'),
  })
  .meta({ id: 'AllocateReferral' })

export const EligibilityBody = z
  .strictObject({ bornOn: z.iso.date(), facts: NewPersonBody.shape.facts })
  .meta({ id: 'EligibilityQuestion' })
export const EligibilityAnswer = z
  .object({
    eligible: z.boolean(),
    unmet: z.array(
      z.object({ criterion: z.enum(Object.keys(CRITERIA) as [Criterion, ...Criterion[]]), sentence: z.string() }),
    ),
  })
  .meta({ id: 'Eligibility' })

export const SuggestionsBody = z
  .object({
    items: z.array(
      z.object({
        membershipId: z.uuid(),
        name: z.string(),
        label: Label,
        open: z.int().describe('Open referrals now'),
        isAligned: z.boolean(),
        why: z.array(z.string()),
      }),
    ),
  })
  .meta({ id: 'AdvisorSuggestions' })

/** What a step leaves behind: read the referral for everything else. */
export const ReferralStateBody = z
  .object({
    id: z.uuid(),
    reference: z.string(),
    status: z.enum(REFERRAL_STATUSES),
    stage: z.enum(STAGES).nullable(),
    ownerId: z.uuid().nullable(),
    holdUntil: z.iso.date().nullable(),
    nextStep: z.object({ code: z.enum(NEXT_STEP_NAMES), sentence: z.string() }).nullable(),
    dueOn: z.iso.date().nullable(),
    overdue: z.boolean(),
    nextSteps: z.array(z.enum(ALL_REFERRAL_STEPS)),
    version: z.int(),
  })
  .meta({ id: 'ReferralState' })

export const toReferralStateBody = (
  referral: Referral,
  actor: Actor,
  today: string,
): z.infer<typeof ReferralStateBody> => ({
  id: referral.id,
  reference: referral.reference,
  status: referral.status,
  stage: stageOf(referral, today) ?? null,
  ownerId: referral.ownerId,
  holdUntil: referral.holdUntil,
  nextStep: referral.nextStep === null ? null : { code: referral.nextStep, sentence: NEXT_STEPS[referral.nextStep] },
  dueOn: referral.dueOn,
  overdue: referral.dueOn !== null && referral.dueOn < today,
  nextSteps: nextStepsFor(actor, referral),
  version: referral.version,
})

export const SubmittedBody = ReferralStateBody.extend({ readBack: ReadBackBody }).meta({ id: 'SubmittedReferral' })

export const ReadBackQuestion = z
  .strictObject({
    personId: z.uuid().optional().describe('Someone whose record you may see'),
    person: NewPersonBody.optional(),
    practiceId: z.uuid().optional(),
  })
  .refine((body) => (body.personId === undefined) !== (body.person === undefined), {
    path: ['person'],
    message: 'Give the person, or the id of a person you know',
  })
  .meta({ id: 'ReadBackQuestion' })

export const ReadBackAnswer = ReadBackBody.extend({
  known: z.boolean().describe('Someone with these details is known to the scheme'),
  checkNhsNumber: z.boolean().describe('The NHS number belongs to someone with other details: check it'),
  openReferral: z
    .object({
      referralId: z.uuid(),
      reference: z.string(),
      stage: z.enum(STAGES).nullable(),
      advisor: z.string().nullable(),
      nextStep: z.string().nullable(),
      dueOn: z.iso.date().nullable(),
      nextVisitOn: z.iso.date().nullable().describe('The day of the next visit that is planned'),
    })
    .nullable()
    .describe('The open referral of the same practice, when you may see it: add to it'),
}).meta({ id: 'ReadBackAnswer' })

export const AdditionBody = z
  .strictObject({ note: z.string().trim().min(3, 'Say what is to be added').max(1_000) })
  .meta({ id: 'AddToReferral' })

export const CliniciansBody = z
  .object({ items: z.array(z.object({ name: z.string(), lastOn: z.iso.date() })) })
  .meta({ id: 'Clinicians' })

export const WordBody = z
  .strictObject({
    urgency: z
      .enum(MESSAGE_URGENCIES)
      .describe('`same-day`: a named reader must say within two working hours what will be done'),
    about: z.enum(WORD_SUBJECTS),
    text: z.string().trim().min(1).max(1_000),
    notForOnlineViewing: z
      .boolean()
      .default(false)
      .describe("The person's online record must not show it; set by itself where somebody unsafe may read it"),
  })
  .meta({ id: 'WordToPractice' })

export const WordSentBody = z
  .object({ messageId: z.uuid(), acknowledgeBy: z.iso.datetime().nullable() })
  .meta({ id: 'WordSent' })

export const DemographicsLineBody = z
  .strictObject({ text: z.string().max(2_000).describe('The line or block as it was copied') })
  .meta({ id: 'DemographicsLine' })
export const DemographicsFoundBody = z
  .object({
    found: z.array(
      z.object({
        field: z.enum(LINE_FIELDS).describe('`addressLine` and `phone` may stand more than once'),
        value: z.string(),
        readFrom: z.string().describe('The text it was read from, to be shown beside the field'),
      }),
    ),
    inDoubt: z
      .array(z.object({ field: z.enum(LINE_FIELDS), readFrom: z.string(), why: z.string() }))
      .describe('What was there and was not read, because it could be two things or is wrong'),
  })
  .meta({ id: 'DemographicsFound' })
