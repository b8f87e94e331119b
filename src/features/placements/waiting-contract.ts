import { z } from 'zod'
import { ACCESS_FEATURE_CODES } from '../activities/public.ts'
import { AccessNeeds, offerFields } from './offer-contract.ts'
import type { WaitingEntry } from './store/waiting.ts'
import type { WaitingRecord } from './use-cases/list-waiting.ts'
import { SAID_LEFT_REASONS, WAITING_LEFT_REASONS } from './waiting.ts'
import { WAITING_BAND_NAMES, WAITING_BANDS } from './waiting-estimate.ts'
import { takeWaitingStep, WAITING_STATUSES, WAITING_STEP_NAMES } from './waiting-lifecycle.ts'

export const EntryId = z.object({ entryId: z.uuid() })

export const JoinWaitingListBody = z
  .strictObject({
    activityId: z.uuid(),
    isUrgent: z.boolean().default(false).describe('Goes first where the list is in order of urgency'),
    hopes: offerFields.hopes,
    accessNeeds: AccessNeeds,
  })
  .meta({ id: 'JoinWaitingList' })
export type JoinWaitingListBody = z.infer<typeof JoinWaitingListBody>

export const TakeWaitingOfferBody = z.strictObject(offerFields).meta({ id: 'TakeWaitingOffer' })
export const LeaveWaitingListBody = z
  .strictObject({ reason: z.enum(SAID_LEFT_REASONS).describe('Why they wait no more') })
  .meta({ id: 'LeaveWaitingList' })

const stateFields = {
  id: z.uuid(),
  activityId: z.uuid(),
  referralId: z.uuid(),
  status: z.enum(WAITING_STATUSES),
  isUrgent: z.boolean(),
  joinedAt: z.iso.datetime(),
  answerBy: z.iso.date().nullable().describe('While a place is held for them: the last day for their answer'),
  passedOffers: z.int(),
  wantedOn: z.iso.date().describe('The day they said last that they want it'),
  leftBecause: z.enum(WAITING_LEFT_REASONS).nullable(),
  placementId: z.uuid().nullable(),
  nextSteps: z.array(z.enum(WAITING_STEP_NAMES)),
}
export const WaitingStateBody = z.object(stateFields).meta({ id: 'WaitingState' })

export const toWaitingStateBody = (entry: WaitingEntry): z.infer<typeof WaitingStateBody> => ({
  id: entry.id,
  activityId: entry.activityId,
  referralId: entry.referralId,
  status: entry.status,
  isUrgent: entry.isUrgent,
  joinedAt: entry.joinedAt.toISOString(),
  answerBy: entry.answerBy,
  passedOffers: entry.passedOffers,
  wantedOn: entry.wantedOn,
  leftBecause: entry.leftBecause,
  placementId: entry.placementId,
  // A place is offered by the system, to whoever is next.
  nextSteps: WAITING_STEP_NAMES.filter((step) => step !== 'offer' && takeWaitingStep(entry.status, step).allowed),
})

export const WaitingBody = z
  .object({
    ...stateFields,
    activityName: z.string(),
    person: z.object({
      id: z.uuid(),
      givenName: z.string(),
      familyName: z.string(),
      preferredName: z.string().nullable(),
    }),
    hopes: z.string().nullable(),
    accessNeeds: z.array(z.enum(ACCESS_FEATURE_CODES)),
    sessionOn: z.iso.date().nullable().describe('The session whose place is held'),
    position: z.int().nullable().describe('Their place in line, from 1'),
    estimate: z
      .object({
        band: z.enum(WAITING_BAND_NAMES),
        words: z.string().describe('As it is said to the person'),
        madeOn: z.iso.date(),
        how: z.string().describe('How it was worked out; never a promise'),
      })
      .nullable(),
  })
  .meta({ id: 'Waiting' })
export const WaitingListBody = z
  .object({ inLine: z.int().describe('How many wait, also whom you may not see'), items: z.array(WaitingBody) })
  .meta({ id: 'WaitingList' })

export const toWaitingBody = (record: WaitingRecord): z.infer<typeof WaitingBody> => ({
  ...toWaitingStateBody(record),
  activityName: record.activityName,
  person: { id: record.personId, ...record.person },
  hopes: record.hopes,
  accessNeeds: record.accessNeeds,
  sessionOn: record.sessionOn,
  position: record.position,
  estimate: record.estimate === null ? null : { ...record.estimate, words: WAITING_BANDS[record.estimate.band] },
})
