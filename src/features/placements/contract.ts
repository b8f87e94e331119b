import { z } from 'zod'
import { AGE_BANDS } from '../../platform/clock.ts'
import type { Actor } from '../../platform/context.ts'
import { PageQuery, pageOf } from '../../platform/http/paging.ts'
import { ACCESS_FEATURE_CODES } from '../activities/public.ts'
import { type HeardLevel, INSTEAD_OF } from '../messages/public.ts'
import { strictestSafeContact } from '../people/public.ts'
import type { Scheme } from '../schemes/public.ts'
import { AttendanceItem } from './attendance-contract.ts'
import { ageBandOn, areaOf, DISCLOSURES, disclosureOf, needsInWords, phoneContactOf } from './disclosure.ts'
import { COMES_WITH } from './kinds.ts'
import { ALL_PLACEMENT_STEPS, PLACEMENT_STATUSES, PLACEMENT_STEP_NAMES } from './lifecycle.ts'
import { nextStepsFor } from './policy.ts'
import { QuestionBody, toQuestionBody } from './question-contract.ts'
import type { OwnedPlacement, PlacementView } from './store.ts'
import type { PlacementRecord } from './use-cases/read-placement.ts'

export const ReferralId = z.object({ referralId: z.uuid() })
export const PlacementId = z.object({ placementId: z.uuid() })
export const ActivityOf = z.object({ activityId: z.uuid() })

const words = (most: number) => z.string().trim().min(1).max(most)
const Happened = z.iso.date().optional().describe('The day it happened; today when it is left out')

export const DeclinePlacementBody = z
  .strictObject({
    reason: z.string().max(60).describe("A code of the scheme's list `offer-decline-reason`"),
    note: words(1_000).optional(),
  })
  .meta({ id: 'DeclinePlacement' })
export const CancelPlacementBody = z
  .strictObject({ note: z.string().trim().min(3, 'Say why').max(1_000) })
  .meta({ id: 'CancelPlacement' })
export const StartPlacementBody = z.strictObject({ on: Happened }).nullish().meta({ id: 'StartPlacement' })
export const CompletePlacementBody = z
  .strictObject({ on: Happened, note: words(1_000).optional() })
  .nullish()
  .meta({ id: 'CompletePlacement' })
export const EndPlacementBody = z
  .strictObject({
    reason: z.string().max(60).describe("A code of the scheme's list `placement-end-reason`"),
    on: Happened,
    note: words(1_000).optional(),
  })
  .meta({ id: 'EndPlacement' })
export const PlacementsQuery = PageQuery.extend({
  status: z
    .enum(['live', ...PLACEMENT_STATUSES])
    .optional()
    .describe('`live`: offered, accepted or started'),
  activityId: z.uuid().optional(),
  referralId: z.uuid().optional().describe('Needed from the side that referred'),
  order: z.enum(['newest', 'oldest']).default('newest').describe('Which stands first'),
})

/** What a step leaves behind; nothing in it says who the person is. */
export const PlacementStateBody = z
  .object({
    id: z.uuid(),
    status: z.enum(PLACEMENT_STATUSES),
    startsOn: z.iso.date().nullable(),
    answerBy: z.iso.date().nullable().describe('Last day for the answer of the group; then the offer lapses'),
    startedOn: z.iso.date().nullable(),
    endedOn: z.iso.date().nullable(),
    nextSteps: z.array(z.enum(ALL_PLACEMENT_STEPS)).describe('What you may do with the placement now'),
  })
  .meta({ id: 'PlacementState' })

export const toPlacementStateBody = (
  placement: OwnedPlacement & { mayShare?: boolean },
  actor: Actor,
): z.infer<typeof PlacementStateBody> => ({
  id: placement.id,
  status: placement.status,
  startsOn: placement.startsOn,
  answerBy: placement.answerBy,
  startedOn: placement.startedOn,
  endedOn: placement.endedOn,
  nextSteps: nextStepsFor(actor, placement),
})

const Instant = z.iso.datetime()
const placementFields = {
  ...PlacementStateBody.shape,
  activity: z.object({
    id: z.uuid().nullable(),
    name: z.string().describe('"a support service" to the side that referred, when the category is sensitive'),
    providerName: z.string().nullable(),
  }),
  referralId: z.uuid().nullable().describe('Null for a provider'),
  place: z
    .object({ run: z.string().nullable(), sessionOn: z.iso.date().nullable() })
    .nullable()
    .describe('Of which run or session the place is; null for the side that referred'),
  firstTime: z
    .object({ comesWith: z.enum(COMES_WITH).nullable(), homeBy: z.string().nullable() })
    .nullable()
    .describe('Who comes along the first time; how they get home, for a group that knows who it is'),
  offeredAt: Instant,
  acceptedAt: Instant.nullable(),
  endReason: z.string().nullable().describe('For the service'),
  disclosure: z.enum(DISCLOSURES).nullable().describe('What the provider may know of the person now'),
  about: z
    .object({
      needs: z.array(z.string()),
      area: z.string().nullable().describe('The first part of the postcode'),
      ageBand: z.enum(AGE_BANDS),
      hopes: z.string().nullable(),
      accessNeeds: z.array(z.enum(ACCESS_FEATURE_CODES)),
    })
    .nullable()
    .describe('What the provider knows from the offer on, until the placement is over'),
  person: z
    .object({
      id: z.uuid().nullable().describe('Null for a provider'),
      givenName: z.string(),
      familyName: z.string(),
      preferredName: z.string().nullable(),
      bornYear: z
        .int()
        .nullable()
        .describe('With `about.area`: which of two people with one name. Null for a provider, who has the age band'),
    })
    .nullable()
    .describe('For a provider: after its yes, while the person agrees to share'),
  contact: z
    .object({
      phones: z.array(z.object({ number: z.string(), label: z.string() })),
      voicemail: z.boolean().nullable().describe('Whether a voicemail may be left; null when it was not asked'),
      times: z.string().nullable(),
    })
    .nullable()
    .describe('For a provider, as `person`; no numbers when the person must not be reached by phone'),
  question: z
    .object({ id: z.uuid(), words: z.string(), answer: z.string().nullable() })
    .nullable()
    .describe('The newest question of the group, and what it was answered. Null for the side that referred'),
}

export const PlacementBody = z
  .object({
    ...placementFields,
    questions: z.array(QuestionBody).describe('What the group asked, the oldest first'),
    attendances: z.array(AttendanceItem).describe('One entry for each day, the last that was written'),
    events: z
      .array(
        z.object({
          step: z.enum(PLACEMENT_STEP_NAMES),
          toStatus: z.enum(PLACEMENT_STATUSES),
          on: z.iso.date().describe('The day it happened'),
          at: Instant.describe('When it was written down'),
          by: z.object({ name: z.string(), organisation: z.string() }).nullable(),
          reason: z.string().nullable(),
          note: z.string().nullable(),
        }),
      )
      .describe('For the service'),
  })
  .meta({ id: 'Placement' })

const PlacementItem = z.object(placementFields)
export const PlacementsBody = pageOf(PlacementItem).meta({ id: 'Placements' })

/** `level`: how much the side that referred hears of the person. */
type Reader = { actor: Actor; scheme: Scheme; today: string; level: HeardLevel }

/** What one reader is told. There are three, and each branch is the whole of what that one may know. */
export function toPlacementItem(view: PlacementView, reader: Reader): z.infer<typeof PlacementItem> {
  const { actor } = reader
  const dates = {
    ...toPlacementStateBody(view, actor),
    offeredAt: view.offeredAt.toISOString(),
    acceptedAt: view.acceptedAt?.toISOString() ?? null,
  }
  const activity = { id: view.activityId, name: view.activityName, providerName: view.providerName }
  const disclosure = disclosureOf(view)
  const { givenName, familyName, preferredName, bornOn, phones, safeContacts } = view.person
  const place = { run: view.cohortName, sessionOn: view.sessionOn }
  const firstTime = { comesWith: view.comesWith, homeBy: view.homeBy }
  const hidden = {
    place: null,
    firstTime: null,
    referralId: null,
    endReason: null,
    disclosure: null,
    about: null,
    person: null,
    contact: null,
    question: null,
  }
  switch (actor.role) {
    case 'advisor':
    case 'team-lead':
      return {
        ...dates,
        activity,
        place,
        firstTime,
        referralId: view.referralId,
        endReason: view.endReason,
        disclosure,
        about: toAbout(view, reader),
        person: { id: view.personId, givenName, familyName, preferredName, bornYear: Number(bornOn.slice(0, 4)) },
        contact: null,
        question: view.question,
      }
    case 'provider': {
      const isShared = disclosure === 'shared'
      return {
        ...hidden,
        ...dates,
        activity,
        place,
        firstTime: disclosure === 'over' ? null : { ...firstTime, homeBy: isShared ? view.homeBy : null },
        disclosure,
        about: disclosure === 'over' ? null : toAbout(view, reader),
        person: isShared ? { id: null, givenName, familyName, preferredName, bornYear: null } : null,
        contact: isShared ? toContact(phones, safeContacts) : null,
        question: view.question,
      }
    }
    case 'referrer':
      return { ...hidden, ...dates, activity: inBrief(view, reader), referralId: view.referralId }
    case 'commissioner':
    case 'administrator':
    case 'safeguarding-lead':
    case 'privacy-officer':
      throw new Error('This role reads no placement')
  }
}

/** The category of a sensitive activity would say what the person may not have told their practice. */
function inBrief(view: PlacementView, { scheme, level }: Reader): z.infer<typeof PlacementItem>['activity'] {
  const category = scheme.lists['activity-category'].find(({ code }) => code === view.category)
  const isSensitive = category?.isSensitive ?? true
  if (level !== 'everything') return { id: null, name: 'an activity', providerName: null }
  return {
    id: isSensitive ? null : view.activityId,
    name: isSensitive ? INSTEAD_OF.activity : view.activityName,
    providerName: null,
  }
}

const toAbout = (view: PlacementView, { scheme, today }: Reader) => ({
  needs: needsInWords(view.needs, scheme.lists.need),
  area: areaOf(view.person.postcode),
  ageBand: ageBandOn(view.person.bornOn, today),
  hopes: view.hopes,
  accessNeeds: view.accessNeeds,
})

const Phones = z.array(z.object({ number: z.string(), label: z.string() }))
const SafeContacts = z.array(
  z.object({ channels: z.array(z.string()), voicemail: z.boolean(), times: z.string().optional() }),
)

function toContact(phones: unknown, safeContacts: unknown) {
  const contact = phoneContactOf(Phones.parse(phones), strictestSafeContact(SafeContacts.parse(safeContacts)))
  return { ...contact, phones: [...contact.phones] }
}

export function toPlacementBody(record: PlacementRecord, reader: Reader): z.infer<typeof PlacementBody> {
  const item = toPlacementItem(record, reader)
  const isProvider = reader.actor.role === 'provider'
  const mayReadNotes = !isProvider || item.disclosure === 'shared'
  return {
    ...item,
    questions: record.questions.map(toQuestionBody),
    attendances: record.attendances.map(({ on, attended, note, recordedAt }) => ({
      on,
      attended,
      note: mayReadNotes ? note : null,
      recordedAt: recordedAt.toISOString(),
    })),
    events: isProvider
      ? []
      : record.events.map(({ byName, byOrganisation, at, ...event }) => ({
          ...event,
          at: at.toISOString(),
          by: byName === null || byOrganisation === null ? null : { name: byName, organisation: byOrganisation },
        })),
  }
}
