import { z } from 'zod'
import type { Actor } from '../../platform/context.ts'
import { Label, labelOf } from '../accounts/public.ts'
import { withoutSensitive } from '../messages/public.ts'
import { PersonFacts } from '../people/public.ts'
import { draftExpiresOn } from './clock.ts'
import { HOME_VISIT_RISKS, REFERRAL_SOURCES, URGENCIES } from './kinds.ts'
import { ALL_REFERRAL_STEPS, REFERRAL_STATUSES } from './lifecycle.ts'
import type { OutsideReferrer } from './outside.ts'
import { canReadRisks, isService, nextStepsFor } from './policy.ts'
import { missingBeforeSending } from './required-set.ts'
import { NEXT_STEP_NAMES, NEXT_STEPS, STAGES, stageOf } from './stage.ts'
import type { ReferralEvent, ReferralRecord } from './store/read-referral.ts'
import type { Reading } from './use-cases/find-reading.ts'

const Instant = z.iso.datetime({ offset: true })

const GivenDetailsBody = z.object({
  preferredName: z.string().nullish(),
  address: z.object({ lines: z.array(z.string()), postcode: z.string() }).nullish(),
  phones: z.array(z.object({ number: z.string(), label: z.string() })),
  email: z.string().nullish(),
  safeContact: z
    .object({
      channels: z.array(z.string()),
      voicemail: z.boolean(),
      times: z.string().optional(),
      note: z.string().optional(),
    })
    .nullish(),
  facts: PersonFacts,
})

const OutsideReferrerBody = z.object({
  name: z.string(),
  role: z.string().nullable(),
  organisation: z.string().nullable(),
  answerBy: z.enum(['mail', 'phone', 'letter']),
  answerTo: z.array(z.string()),
  mayKnowMore: z.boolean(),
})

const EventBody = z.object({
  id: z.uuid(),
  step: z.enum(ALL_REFERRAL_STEPS),
  toStatus: z.enum(REFERRAL_STATUSES),
  at: Instant,
  by: z
    .object({ name: z.string(), role: z.string(), organisation: z.string() })
    .nullable()
    .describe('Null: the system'),
  reason: z.string().nullable(),
  note: z.string().nullable(),
  changes: z.record(z.string(), z.object({ from: z.unknown(), to: z.unknown() })).nullable(),
})

export const ReferralBody = z
  .object({
    id: z.uuid(),
    reference: z.string(),
    status: z.enum(REFERRAL_STATUSES),
    stage: z.enum(STAGES).nullable(),
    person: z.object({
      id: z.uuid(),
      givenName: z.string(),
      familyName: z.string(),
      preferredName: z.string().nullable(),
      bornOn: z.iso.date(),
      identityToConfirm: z.boolean(),
    }),
    practice: z.object({ id: z.uuid(), name: z.string() }),
    referrerOrganisation: z.object({ id: z.uuid(), name: z.string() }),
    advisorService: z.object({ id: z.uuid(), name: z.string() }),
    source: z.enum(REFERRAL_SOURCES),
    onBehalfOf: z.string().nullable(),
    outsideReferrer: OutsideReferrerBody.nullable().describe('Who outside asked; for the service alone'),
    needs: z.array(z.string()),
    reason: z.string().nullable(),
    whatMatters: z.string().nullable(),
    urgency: z.enum(URGENCIES),
    homeVisitRisk: z.enum(HOME_VISIT_RISKS).nullable().describe('Null when you may not know it'),
    homeVisitRiskNote: z.string().nullable(),
    givenDetails: GivenDetailsBody.nullable().describe('What the referrer gave of somebody who was known already'),
    submittedAt: Instant.nullable(),
    acceptedAt: Instant.nullable(),
    allocatedAt: Instant.nullable(),
    firstContactAt: Instant.nullable(),
    assessedAt: Instant.nullable(),
    planAgreedAt: Instant.nullable(),
    reviewDueOn: z.iso.date().nullable(),
    endedAt: Instant.nullable(),
    endReason: z.string().nullable(),
    holdUntil: z.iso.date().nullable(),
    importedAt: Instant.nullable().describe(
      'When the episode was brought from an earlier record; its clock began then',
    ),
    importedNote: z.string().nullable().describe('What the earlier record said; for the service alone'),
    owner: z.object({
      organisationId: z.uuid(),
      organisationName: z.string(),
      membershipId: z.uuid().nullable(),
      name: z.string().nullable(),
      label: Label.nullable(),
    }),
    nextStep: z
      .object({ code: z.enum(NEXT_STEP_NAMES), sentence: z.string() })
      .nullable()
      .describe('The one thing owed'),
    dueOn: z.iso.date().nullable(),
    overdue: z.boolean(),
    nextSteps: z.array(z.enum(ALL_REFERRAL_STEPS)).describe('What you may do with the referral now'),
    missing: z
      .array(z.object({ pointer: z.string(), detail: z.string() }))
      .describe('Of a draft: what it lacks before it can be sent'),
    expiresOn: z.iso.date().nullable().describe("Of a draft without the person's yes: the day on which it is deleted"),
    events: z.array(EventBody),
    version: z.int(),
  })
  .meta({ id: 'Referral' })

/** `reading`: how much a reader outside the service hears. */
export function toReferralBody(
  { referral, reading }: { referral: ReferralRecord; reading: Reading | undefined },
  actor: Actor,
  today: string,
): z.infer<typeof ReferralBody> {
  const { nextStep, dueOn } = referral
  const mayKnowRisks = canReadRisks(actor, referral)
  const ownerIsService = referral.ownerOrganisationId === referral.advisorServiceId
  return {
    id: referral.id,
    reference: referral.reference,
    status: referral.status,
    stage: stageOf(referral, today) ?? null,
    person: referral.person,
    practice: { id: referral.practiceId, name: referral.practiceName },
    referrerOrganisation: { id: referral.referrerOrganisationId, name: referral.referrerName },
    advisorService: { id: referral.advisorServiceId, name: referral.advisorServiceName },
    source: referral.source,
    onBehalfOf: referral.onBehalfOf,
    outsideReferrer: isService(actor, referral) ? toOutsideReferrerBody(referral.outsideReferrer) : null,
    needs: toHeardNeeds(referral, actor, reading),
    reason: referral.reason,
    whatMatters: referral.whatMatters,
    urgency: referral.urgency,
    homeVisitRisk: mayKnowRisks ? referral.homeVisitRisk : null,
    homeVisitRiskNote: mayKnowRisks ? referral.homeVisitRiskNote : null,
    givenDetails: mayKnowRisks ? withoutHidden(referral) : null,
    submittedAt: toInstant(referral.submittedAt),
    acceptedAt: toInstant(referral.acceptedAt),
    allocatedAt: toInstant(referral.allocatedAt),
    firstContactAt: toInstant(referral.firstContactAt),
    assessedAt: toInstant(referral.assessedAt),
    planAgreedAt: toInstant(referral.planAgreedAt),
    reviewDueOn: reading?.level === 'only-that-it-happened' ? null : referral.reviewDueOn,
    endedAt: toInstant(referral.endedAt),
    endReason: reading?.level === 'only-that-it-happened' ? null : referral.endReason,
    holdUntil: referral.holdUntil,
    importedAt: toInstant(referral.importedAt),
    importedNote: isService(actor, referral) ? referral.importedNote : null,
    owner: {
      organisationId: referral.ownerOrganisationId,
      organisationName: ownerIsService ? referral.advisorServiceName : referral.referrerName,
      membershipId: referral.ownerId,
      name: referral.ownerName,
      label:
        referral.ownerId === null || referral.ownerName === null
          ? null
          : labelOf({ id: referral.ownerId, name: referral.ownerName }, referral.ownerNamesakes),
    },
    nextStep: nextStep === null ? null : { code: nextStep, sentence: NEXT_STEPS[nextStep] },
    dueOn,
    overdue: dueOn !== null && dueOn < today,
    nextSteps: nextStepsFor(actor, referral),
    missing:
      referral.draft === null
        ? []
        : missingBeforeSending({
            ...referral,
            person: { ...referral.draft, facts: PersonFacts.parse(referral.draft.facts) },
            consent: referral.draft.consent ?? undefined,
          }),
    expiresOn:
      referral.draft === null || referral.draft.consent === 'given' ? null : draftExpiresOn(referral.createdAt),
    events: (mayKnowRisks ? referral.events : referral.events.map(withoutRisks)).map((event) =>
      toHeardEvent(event, actor, reading),
    ) as z.infer<typeof EventBody>[], // made by the statement that reads them
    version: referral.version,
  }
}

/** Whoever wrote the needs down knows them; to others a sensitive one is not named. */
const toHeardNeeds = (referral: ReferralRecord, actor: Actor, reading: Reading | undefined): string[] =>
  reading === undefined || referral.referrerOrganisationId === actor.organisationId
    ? referral.needs
    : referral.needs.filter((need) => !reading.isSensitiveNeed(need))

/** What others wrote beside a step is a note; what the reader's own side wrote is its own. */
function toHeardEvent(event: ReferralEvent, actor: Actor, reading: Reading | undefined): ReferralEvent {
  if (reading === undefined || event.by?.organisation === actor.organisationName) return event
  const { level, sensitive } = reading
  const note = event.note === null || level !== 'everything' ? null : withoutSensitive(event.note, sensitive)
  return level === 'only-that-it-happened'
    ? { ...event, note: isQuestion(event) ? event.note : null, reason: null, changes: null }
    : { ...event, note: isQuestion(event) ? event.note : note }
}

/** What the reader is asked is said whole, as its message says it. */
const isQuestion = ({ step }: ReferralEvent): boolean => step === 'return'

/** What the referrer gave holds the address again. */
const withoutHidden = ({ givenDetails, isAddressHidden }: ReferralRecord): ReferralRecord['givenDetails'] =>
  givenDetails === null || !isAddressHidden ? givenDetails : { ...givenDetails, address: null }

/** What was amended says a risk again: it is hidden from the same readers. */
function withoutRisks(event: ReferralEvent): ReferralEvent {
  const { homeVisitRisk, homeVisitRiskNote, ...changes } = event.changes ?? {}
  return { ...event, changes: event.changes === null ? null : changes }
}

const toOutsideReferrerBody = (outside: OutsideReferrer | null): z.infer<typeof OutsideReferrerBody> | null =>
  outside === null
    ? null
    : {
        name: outside.name,
        role: outside.role ?? null,
        organisation: outside.organisation ?? null,
        answerBy: outside.answer.by,
        answerTo: outside.answer.by === 'letter' ? outside.answer.to : [outside.answer.to],
        mayKnowMore: outside.mayKnowMore,
      }

const toInstant = (at: Date | null): string | null => at?.toISOString() ?? null
